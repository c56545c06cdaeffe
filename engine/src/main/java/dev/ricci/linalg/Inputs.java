package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Failure;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/** What operations ask of their inputs and results, and how much of what is made on the way is kept. */
final class Inputs {
    private Inputs() {}

    /** Floating-point matrices on one device. */
    static void matrices(String op, Tensor... inputs) {
        for (Tensor t : inputs) {
            Check.floating(op, t.dtype());
            Check.rank(op, t.shape(), 2, Integer.MAX_VALUE);
            Check.sameDevice(op, inputs[0].backend(), t.backend());
        }
    }

    /** Floating-point matrices on one device, for an operation without gradients. */
    static void matricesWithoutHistory(String op, Tensor... inputs) {
        matrices(op, inputs);
        withoutHistory(op, inputs);
    }

    /** Tensors through which no gradient passes, and so none may be wanted. */
    static void withoutHistory(String op, Tensor... inputs) {
        for (Tensor t : inputs) {
            if (isTracked(t)) {
                throw new IllegalArgumentException(op + ": gradients do not pass through it, and an input of shape "
                        + Arrays.toString(t.shape()) + " has history; give it x.detach()");
            }
        }
    }

    static void square(String op, Tensor a) {
        matrices(op, a);
        Check.square(op, a.shape());
    }

    /** The largest absolute element of each matrix, after it is known to be finite; 0 for a matrix without elements. */
    static double[] largest(String op, Tensor a) {
        double[] largest = largest(a);
        finite(op, largest);
        return largest;
    }

    /** The largest absolute element of each matrix, NaN or infinite where one is; 0 for a matrix without elements. */
    static double[] largest(Tensor a) {
        if (a.size() == 0) {
            return new double[count(Matrices.batch(a))];
        }
        try (Scope _ = Scope.open()) {
            return a.detach().abs().max(-2, -1).toDoubles();
        }
    }

    /** How many matrices a batch has. */
    static int count(int[] batch) {
        return Arrays.stream(batch).reduce(1, Math::multiplyExact);
    }

    /** @throws NumericalFailure naming the first matrix of a batch of which a number is NaN or infinite */
    static void finite(String op, double[] ofEachMatrix) {
        int[] codes = new int[ofEachMatrix.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Double.isFinite(ofEachMatrix[i]) ? 0 : Failure.NOT_FINITE;
        }
        new Failure(op, "", "").check(codes);
    }

    /**
     * Looks for results that have overflowed. Waits for the device.
     *
     * @param what the operation, and what of the matrix
     * @throws NumericalFailure naming the first matrix of a batch whose result is not finite
     */
    static void inRange(String what, Tensor result, String remedy) {
        double[] largest = largest(result);
        for (int i = 0; i < largest.length; i++) {
            if (!Double.isFinite(largest[i])) {
                throw new NumericalFailure(what + " of " + (largest.length == 1 ? "the matrix" : "matrix " + i + " of the batch")
                        + " is beyond the range of " + result.dtype() + "; " + remedy
                        + (result.dtype() == DType.FLOAT32 ? ", or compute in float64" : ""));
            }
        }
    }

    /** The result of work of which nothing else stays, unless its history needs what was made on the way. */
    static Tensor scoped(Supplier<Tensor> work, Tensor... inputs) {
        if (isTracked(inputs)) {
            return work.get();
        }
        try (Scope scope = Scope.open()) {
            return scope.keep(work.get());
        }
    }

    /** Whether results are to have a history: then what was made on the way must stay. */
    static boolean isTracked(Tensor... inputs) {
        return History.isOn() && Arrays.stream(inputs).anyMatch(Tensor::isTracked);
    }
}
