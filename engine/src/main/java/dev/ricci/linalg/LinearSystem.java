package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** A x = b for one vector b, checked, with what every iteration asks of it. */
record LinearSystem(String method, LinearOperator a, Tensor b, double size) {
    /** Reads |b|: waits for the device. */
    static LinearSystem of(String method, LinearOperator a, Tensor b) {
        vector(method, a, b, a.rows(), "the rows of A and b");
        LinearSystem s = new LinearSystem(method, a, b, Matrices.length(b, 0).item());
        s.finite(s.size, "the right side holds");
        return s;
    }

    static void vector(String method, LinearOperator a, Tensor v, int length, String what) {
        Check.rank(method, v.shape(), 1, 1);
        Check.dtype(method, v.dtype(), a.dtype());
        Check.sameDevice(method, a.device(), v.backend());
        Check.sameLength(method, what, length, v.size(0));
        Inputs.withoutHistory(method, v);
    }

    /** Where to begin: a checked guess, or null for zeros. */
    Tensor start(Tensor guess) {
        if (guess == null) {
            return Tensor.of(a.device().allocate(a.dtype(), a.columns())).fullLike(0);
        }
        vector(method, a, guess, a.columns(), "the columns of A and the guess");
        return guess;
    }

    /** b - A x. */
    Tensor residual(Tensor x) {
        return b.sub(a.apply(x));
    }

    /** |v| / |b|, or 0 for b = 0. Waits for the device. */
    double relative(Tensor v) {
        return size == 0 ? 0 : finite(Matrices.length(v, 0).item(), "a product with the operator gave") / size;
    }

    /** The number, which is finite. @throws NumericalFailure where it is not */
    double finite(double v, String where) {
        if (!Double.isFinite(v)) {
            throw new NumericalFailure(method + ": " + where
                    + " NaN or infinity; look for the operation that made it, or scale the system");
        }
        return v;
    }

    /** The number, whose square is neither infinite nor lost. @throws NumericalFailure where it is */
    double squarable(double v, String where) {
        double least = a.dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        if (v != 0 && v * v < least) {
            throw new NumericalFailure(method + ": " + where + " numbers whose squares are below the range of " + a.dtype()
                    + "; scale the system");
        }
        return finite(v, where);
    }

    /** The limit of steps: as given, or ten times the unknowns where 0 is given. */
    int limit(int iterations) {
        return iterations > 0 ? iterations : (int) Math.min(Integer.MAX_VALUE, 10L * Math.max(10, a.columns()));
    }

    /** Numbers of rank 0 in one read. Waits for the device. */
    static double[] read(Tensor... scalars) {
        return Shaping.stack(0, scalars).toDoubles();
    }

    /** v / |v|, and 0 for 0. */
    static Tensor normalised(Tensor v, Tensor norm) {
        return Tensor.map(Y.equal(Formula.of(0)).select(Formula.of(0), X.div(Y)), v, norm);
    }
}
