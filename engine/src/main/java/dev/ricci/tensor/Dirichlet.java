package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Dirichlet variates by breaking a stick: x_i = b_i (1 - b_1) ... (1 - b_(i-1)) for beta variates b_i of a_i and a_(i+1) + ... + a_k. */
final class Dirichlet {
    private Dirichlet() {}

    static Tensor draw(DrawSource from, Tensor a, int[] wanted) {
        Check.rank("dirichlet", a.shape(), 1, Integer.MAX_VALUE);
        DType dtype = Sampling.floating("dirichlet", a);
        int axis = (wanted.length == 0 ? a.rank() : wanted.length) - 1;
        int[] shape = Sampling.shape("dirichlet", wanted, a);
        Check.notEmpty("dirichlet, the last axis", shape, shape[axis]);
        View out = a.backend().allocate(dtype, shape);
        try (Scope _ = Scope.open()) {
            Tensor alone = a.to(DType.FLOAT64);
            int k = shape[axis];
            Tensor share = broken(from, alone, Arrays.copyOf(shape, axis), k);
            a.backend().map(X, out, share.view());
        }
        return Tensor.of(out);
    }

    private static Tensor broken(DrawSource from, Tensor a, int[] leading, int k) {
        Tensor[] after = new Tensor[k];
        for (int i = k - 2; i >= 0; i--) {
            Tensor next = a.slice(-1, i + 1, i + 2);
            after[i] = i == k - 2 ? next : next.add(after[i + 1]);
        }
        int[] line = Arrays.copyOf(leading, leading.length + 1);
        line[leading.length] = 1;
        int[] shape = line.clone();
        shape[leading.length] = k;
        View x = a.backend().allocate(DType.FLOAT64, shape);
        Tensor left = Creating.full(a.backend(), DType.FLOAT64, 1, line);
        for (int i = 0; i < k; i++) {
            View to = x.with(x.layout().slice(leading.length, i, 1, 1));
            if (i == k - 1) {
                a.backend().map(X, to, left.view());
                break;
            }
            Tensor b = Sampling.draw(from, i, Draw.BETA, DType.FLOAT64, line, a.backend(), a.slice(-1, i, i + 1), after[i]);
            a.backend().map(X.mul(Y), to, left.view(), b.view());
            left = Pointwise.of(X.mul(of(1).sub(Y))).map(left, b);
        }
        return Tensor.of(x);
    }
}
