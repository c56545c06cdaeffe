package dev.ricci.fuzz;

import dev.ricci.autograd.Derivatives;
import dev.ricci.autograd.Gradients;
import dev.ricci.autograd.Recompute;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Determinant;
import dev.ricci.linalg.Inverse;
import dev.ricci.linalg.LeastSquares;
import dev.ricci.linalg.LogDeterminant;
import dev.ricci.linalg.Lu;
import dev.ricci.linalg.MatrixExponential;
import dev.ricci.linalg.MatrixNorm;
import dev.ricci.linalg.MatrixPower;
import dev.ricci.linalg.MatrixRank;
import dev.ricci.linalg.NullSpace;
import dev.ricci.linalg.PivotedQr;
import dev.ricci.linalg.PseudoInverse;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Solve;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What is called: every public method of tensors, generators, derivatives and linear algebra whose arguments can be made up. */
final class PublicMethods {
    /** What concerns memory and history, not numbers. */
    private static final Set<String> LEFT_OUT = Set.of("view", "self", "history", "parameter", "result", "equals", "hashCode", "wait",
            "notify", "notifyAll", "getClass", "copyTo", "backend", "restore");

    private static final List<Class<?>> STATIC = List.of(Derivatives.class, Gradients.class, Recompute.class, Svd.class,
            SymmetricEigen.class, Qr.class, PivotedQr.class, Lu.class, Cholesky.class, Solve.class, LeastSquares.class, Inverse.class,
            PseudoInverse.class, Determinant.class, LogDeterminant.class, MatrixPower.class, MatrixExponential.class, MatrixNorm.class,
            MatrixRank.class, NullSpace.class);

    private PublicMethods() {}

    static List<Method> all() {
        List<Method> all = new ArrayList<>();
        take(all, Tensor.class, false);
        for (Class<?> family : Tensor.class.getInterfaces()) {
            if (family.isSealed()) {
                Arrays.stream(family.getDeclaredMethods()).filter(m -> Modifier.isStatic(m.getModifiers())).forEach(m -> take(all, m));
            }
        }
        take(all, Generator.class, false);
        STATIC.forEach(c -> take(all, c, true));
        all.sort(Comparator.comparing(Method::toString));
        return all;
    }

    private static void take(List<Method> all, Class<?> c, boolean onlyStatic) {
        for (Method m : c.getMethods()) {
            if (Modifier.isStatic(m.getModifiers()) || !onlyStatic) {
                take(all, m);
            }
        }
    }

    private static void take(List<Method> all, Method m) {
        boolean can = Arrays.stream(m.getParameterTypes()).allMatch(RandomArguments::canMake);
        if (Modifier.isPublic(m.getModifiers()) && can && !LEFT_OUT.contains(m.getName()) && !m.isSynthetic()) {
            all.add(m);
        }
    }
}
