package dev.ricci.cuda.formula;

import static dev.ricci.formula.Formula.W;
import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static dev.ricci.formula.Formula.Z;
import static dev.ricci.formula.Formula.input;
import static dev.ricci.formula.Formula.of;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Formulas that are compiled with the build, into formulas.cu: what training computes most, in float32, is as fast where there is no
 * NVRTC, and needs no compiling where there is.
 */
final class Known {
    /** The name of each kernel by what it is made from. */
    static final Map<Signature, String> KERNELS = kernels();

    private final Map<Signature, String> names = new LinkedHashMap<>();

    private Known() {}

    private static Map<Signature, String> kernels() {
        Known k = new Known();
        k.map(1, 0, X);
        k.map(1, 0, X.add(Y));
        k.map(2, 0, X.add(Y)); // a row is added to all rows
        k.map(1, 0, X.sub(Y));
        k.map(1, 0, X.mul(Y));
        k.map(1, 0, X.div(Y));
        k.map(1, 0, X.add(of(2)));
        k.map(1, 0, X.mul(of(2)));
        k.map(1, 0, Activations.RELU);
        k.map(1, 0, X.lessEqual(of(0)).select(of(0), Y)); // the gradient of relu, as the gate makes it: 0 chosen, not 0 times g
        k.map(1, 1 << 2, sgd());
        k.map(1, 1 << 3, momentum());
        k.map(1, 1 << 4 | 1 << 5, adam());
        for (Formula f : new Formula[] {X, X.mul(Y)}) {
            k.sum(1, true, f);
            k.sum(2, true, f); // along rows
            k.sum(2, false, f); // along columns
        }
        return k.names;
    }

    /** Weight, gradient, and the rate, which is one element. */
    static Formula[] sgd() {
        return new Formula[] {X.sub(Z.mul(Y))};
    }

    /** Weight, velocity, gradient, rate. */
    static Formula[] momentum() {
        Formula v = Y.mul(0.9).add(Z);
        return new Formula[] {X.sub(W.mul(v)), v};
    }

    /** Weight, mean, mean square, gradient; the step's size and what the root is multiplied by, which are one element. */
    static Formula[] adam() {
        Formula mean = Y.mul(0.9).add(W.mul(1 - 0.9));
        Formula square = Z.mul(0.999).add(W.mul(W).mul(1 - 0.999));
        return new Formula[] {X.sub(input(4).mul(mean).div(square.sqrt().mul(input(5)).add(1e-8))), mean, square};
    }

    /** Of operands whose pieces are one access each, but for inputs (by their bits) that are one element. */
    private void map(int rank, int ones, Formula... f) {
        Stage s = Cutting.of(new Program(f)).getLast();
        int still = 0;
        for (int k = 0; k < s.inputs().length; k++) {
            still |= (ones >> s.inputs()[k] & 1) << f.length + k;
        }
        add(s, null, ~still, still, rank);
    }

    private void sum(int rank, boolean wide, Formula f) {
        Stage s = Cutting.of(new Program(f)).getLast();
        add(s, Reduction.SUM, wide ? ~1 : 0, 1, rank);
    }

    private void add(Stage s, Reduction r, int wide, int still, int rank) {
        int operands = s.outputs() + s.inputs().length;
        long types = 0;
        for (int k = 0; k < operands; k++) {
            types |= (long) DType.FLOAT32.ordinal() << 4 * k; // 16 operands at most
        }
        Signature made = new Signature(s.code(), DType.FLOAT32, r, types, 0, wide & (1 << operands) - 1, still, s.outputs(), rank);
        if (names.putIfAbsent(made, "formulas_" + made.kernelName()) != null) {
            throw new AssertionError("known twice: " + made);
        }
    }
}
