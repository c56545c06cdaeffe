package dev.ricci.learn;


import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/**
 * Settings of multinomial logistic regression: softmax of a linear model, fitted by L-BFGS on the mean cross entropy.
 *
 * @param l2         penalty: l2 / 2 times the sum of squared weights is added; intercepts are free
 * @param iterations at most so many steps of L-BFGS
 * @param tolerance  done when no entry of the gradient is larger
 */
public record LogisticRegression(double l2, int iterations, double tolerance) {
    /** A light penalty, enough to keep separable data from running to infinity. */
    public static final LogisticRegression DEFAULT = new LogisticRegression(1e-4, 500, 1e-4);

    public LogisticRegression {
        if (!(l2 >= 0) || iterations < 1 || !(tolerance > 0)) {
            throw new IllegalArgumentException("logistic regression: l2 is 0 or more, iterations 1 or more, tolerance above 0; got "
                    + l2 + ", " + iterations + ", " + tolerance);
        }
    }

    /** Fits x [n, features], floating, to labels int32 [n] from 0 to classes - 1. */
    public LogisticModel fit(Tensor x, Tensor labels, int classes) {
        Check.floating("logistic regression", x.dtype());
        Check.rank("logistic regression", x.shape(), 2, 2);
        Check.notEmpty("logistic regression", x.shape(), x.size());
        Check.sameLength("logistic regression", "the rows of x and of labels", x.size(0), labels.size(0));
        Labels.check("logistic regression", labels, classes);
        int d = x.size(1);
        try (Scope scope = Scope.open()) {
            Tensor data = x.detach();
            Finite.check("logistic regression", data.mean(0), "feature");
            Tensor start = zeros(x, (d + 1) * classes);
            Lbfgs.Result r = Lbfgs.minimize(theta -> loss(data, labels, theta, d, classes), start, iterations, tolerance);
            Tensor w = r.at().slice(0, 0, d * classes).reshape(d, classes).copy();
            Tensor b = r.at().slice(0, d * classes, (d + 1) * classes).copy();
            return new LogisticModel(scope.keep(w), scope.keep(b), r.iterations(), r.converged());
        }
    }

    private Tensor loss(Tensor x, Tensor labels, Tensor theta, int d, int classes) {
        Tensor w = theta.slice(0, 0, d * classes).reshape(d, classes);
        Tensor b = theta.slice(0, d * classes, (d + 1) * classes);
        Tensor fit = x.matmul(w).add(b).crossEntropy(labels).mean();
        return l2 == 0 ? fit : fit.add(w.square().sum().mul(l2 / 2));
    }

    private static Tensor zeros(Tensor like, int n) {
        return Tensor.zeros(like.dtype(), n).to(like.backend());
    }
}
