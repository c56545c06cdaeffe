package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.LeastSquares;
import dev.ricci.linalg.Solve;
import dev.ricci.tensor.Tensor;

/**
 * A linear model by least squares: y is about x w + b.
 *
 * <p>Without a penalty by QR of the centred data, with one (ridge, Hoerl and Kennard 1970) by the normal equations; in float64.
 *
 * @param weights   [features, targets]
 * @param intercept [targets]
 */
public record LinearRegression(Tensor weights, Tensor intercept) {
    /** Least squares over x [n, features] and y [n] or [n, targets]. */
    public static LinearRegression fit(Tensor x, Tensor y) {
        return fit(x, y, 0);
    }

    /** Least squares plus l2 times the sum of squared weights; the intercept is free. */
    public static LinearRegression fit(Tensor x, Tensor y, double l2) {
        Check.rank("linear regression", x.shape(), 2, 2);
        Check.rank("linear regression targets", y.shape(), 1, 2);
        Check.sameLength("linear regression", "the rows of x and of y", x.size(0), y.size(0));
        Check.notEmpty("linear regression", x.shape(), x.size());
        if (!(l2 >= 0)) {
            throw new IllegalArgumentException("linear regression: the penalty l2 is 0 or more, got " + l2);
        }
        try (Scope scope = Scope.open()) {
            Tensor a = x.detach().to(DType.FLOAT64);
            Tensor b = (y.rank() == 1 ? y.unsqueeze(1) : y).detach().to(DType.FLOAT64);
            Tensor meanX = a.meanKeeping(0);
            Tensor meanY = b.meanKeeping(0);
            Finite.check("linear regression", meanX, "feature");
            Finite.check("linear regression", meanY, "target");
            Tensor w = weights(a.sub(meanX), b.sub(meanY), l2);
            Tensor intercept = meanY.sub(meanX.matmul(w)).reshape(-1);
            DType type = x.dtype().isFloat() ? x.dtype() : DType.FLOAT32;
            return new LinearRegression(scope.keep(w.to(type)), scope.keep(intercept.to(type)));
        }
    }

    private static Tensor weights(Tensor a, Tensor b, double l2) {
        if (l2 == 0) {
            return LeastSquares.solve(a, b);
        }
        Tensor penalty = Tensor.eye(DType.FLOAT64, a.size(1)).to(a.backend()).mul(l2);
        return Solve.positiveDefinite(a.t().matmul(a).add(penalty), a.t().matmul(b));
    }

    /** [n, targets] for x [n, features]. */
    public Tensor predict(Tensor x) {
        Check.rank("linear regression predict", x.shape(), 2, 2);
        Check.sameLength("linear regression predict", "the columns of x and the features of the model", x.size(1), weights.size(0));
        return x.matmul(weights).add(intercept);
    }

    /** The share of the variance of y that predictions explain: 1 - residual / total sum of squares (R squared). */
    public double score(Tensor x, Tensor y) {
        try (Scope _ = Scope.open()) {
            Tensor truth = (y.rank() == 1 ? y.unsqueeze(1) : y).to(DType.FLOAT64);
            double residual = predict(x).to(DType.FLOAT64).sub(truth).square().sum().item();
            double total = truth.sub(truth.meanKeeping(0)).square().sum().item();
            return 1 - residual / total;
        }
    }
}
