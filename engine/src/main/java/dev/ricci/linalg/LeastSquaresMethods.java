package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.linalg.LeastSquares.Method;
import dev.ricci.tensor.Tensor;

/** The methods of {@link LeastSquares}, for checked inputs. */
final class LeastSquaresMethods {
    private LeastSquaresMethods() {}

    /** By one method, or where that is null by QR and, for matrices of deficient rank, by complete orthogonal factorisation. */
    static LeastSquares by(Method method, Tensor a, Tensor b) {
        LeastSquares found = anyRank(method, a, b);
        inRange(found.solution());
        return found;
    }

    private static LeastSquares anyRank(Method method, Tensor a, Tensor b) {
        Tensor left = a.to(a.dtype().promote(b.dtype()));
        Tensor right = right(left, b);
        if (Matrices.least(a) == 0) {
            return empty(left, right);
        }
        if (method == Method.SVD) {
            return bySvd(left, right);
        }
        if (method == Method.COMPLETE_ORTHOGONAL) {
            return byCompleteOrthogonal(left, right);
        }
        FullRankLeastSquares full = new FullRankLeastSquares(left);
        if (method == Method.QR) {
            full.refuseDeficient();
        }
        Tensor x = full.solve(right);
        LeastSquares made = new LeastSquares(x, full.rank(), full.residuals(), full.condition());
        return full.isDeficient() ? joined(full.deficient(), byCompleteOrthogonal(left, right), made) : made;
    }

    /** The solution alone, of matrices of full rank. */
    static Tensor fullRank(Tensor a, Tensor b) {
        Tensor left = a.to(a.dtype().promote(b.dtype()));
        Tensor right = right(left, b);
        if (Matrices.least(a) == 0) {
            return left.t().matmul(right);
        }
        FullRankLeastSquares full = new FullRankLeastSquares(left);
        full.refuseDeficient();
        Tensor x = full.solve(right);
        inRange(x);
        return x;
    }

    private static void inRange(Tensor solution) {
        Inputs.inRange("leastSquares: the solution", solution, "scale the columns of A or of B");
    }

    /** B in the type of A, with all leading axes. @throws NumericalFailure where it or A is not finite */
    private static Tensor right(Tensor a, Tensor b) {
        int[] batch = Check.broadcast("leastSquares (leading axes)", Matrices.batch(a), Matrices.batch(b));
        Inputs.largest("leastSquares", a);
        for (double size : Inputs.largest(b)) {
            if (!Double.isFinite(size)) {
                throw new NumericalFailure("leastSquares: the right side holds NaN or infinity; look for the operation that made it,"
                        + " or replace it before");
            }
        }
        return b.to(a.dtype()).broadcastTo(Matrices.shape(batch, Matrices.rows(b), Matrices.columns(b)));
    }

    private static LeastSquares joined(Tensor deficient, LeastSquares least, LeastSquares full) {
        Tensor column = deficient.unsqueeze(-1);
        return new LeastSquares(column.unsqueeze(-1).where(least.solution(), full.solution()),
                deficient.where(least.rank(), full.rank()), column.where(least.residuals(), full.residuals()), full.condition());
    }

    private static LeastSquares bySvd(Tensor a, Tensor b) {
        Svd svd = Svd.of(a);
        Tensor along = svd.u().t().matmul(b);
        Tensor s = svd.s().unsqueeze(-1);
        Tensor counted = s.greater(s.slice(-2, 0, 1).mul(svd.tolerance()));
        Tensor x = svd.vt().t().matmul(counted.where(along.div(s), along.fullLike(0)));
        return new LeastSquares(x, svd.rank(), left(a, x, b), condition(svd.s()));
    }

    private static LeastSquares byCompleteOrthogonal(Tensor a, Tensor b) {
        CompleteOrthogonal factors = CompleteOrthogonal.of(a);
        Tensor x = factors.solve(b);
        return new LeastSquares(x, factors.rank(), left(a, x, b), condition(Svd.values(a)));
    }

    private static LeastSquares empty(Tensor a, Tensor b) {
        int[] batch = Matrices.batch(b);
        Tensor x = a.t().matmul(b);
        Tensor ranks = a.sum(-2, -1);
        Tensor residuals = Matrices.length(b, -2).broadcastTo(Matrices.shape(batch, Matrices.columns(b)));
        return new LeastSquares(x, ranks.to(DType.INT32), residuals.copy(), ranks.add(1));
    }

    private static Tensor left(Tensor a, Tensor x, Tensor b) {
        return Matrices.length(b.sub(a.matmul(x)), -2);
    }

    /** Of descending singular values. */
    static Tensor condition(Tensor s) {
        return Tensor.map(Y.equal(of(0)).select(of(Double.POSITIVE_INFINITY), X.div(Y)), s.select(-1, 0), s.select(-1, -1));
    }

    static NumericalFailure deficient(int matrix, int count, String ofWhat) {
        return new NumericalFailure("leastSquares: " + (count == 1 ? "the matrix" : "matrix " + matrix + " of the batch")
                + " has a rank below its " + ofWhat + "; the least of all solutions is LeastSquares.of(a, b).solution()");
    }
}
