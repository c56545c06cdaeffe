package dev.ricci.learn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** Fitted principal components: a rotation into them, and back. */
public final class PcaModel {
    private final Tensor components;
    private final Tensor mean;
    private final double[] found;
    private final double[] variance;
    private final double total;
    private final long rows;
    private final boolean whiten;
    private final Pca.Method method;

    PcaModel(Tensor components, Tensor mean, double[] found, double total, long rows, boolean whiten, Pca.Method method) {
        this.components = components;
        this.mean = mean;
        this.found = found;
        this.variance = Arrays.copyOf(found, components.size(0));
        this.total = total;
        this.rows = rows;
        this.whiten = whiten;
        this.method = method;
    }

    /** The directions in rows, [k, features], orthonormal, the most important first; the largest entry of each is positive. */
    public Tensor components() {
        return components;
    }

    /** The mean of each feature, [features]. */
    public Tensor mean() {
        return mean;
    }

    /** The variance along each component (with n - 1), descending. */
    public double[] explainedVariance() {
        return variance.clone();
    }

    /** The share of the whole variance along each component. */
    public double[] explainedVarianceRatio() {
        return ratios(variance);
    }

    /** The share of the whole variance along every direction that was found, those that were kept first. */
    public double[] spectrum() {
        return ratios(found);
    }

    private double[] ratios(double[] variances) {
        double[] r = variances.clone();
        for (int i = 0; i < r.length; i++) {
            r[i] = total > 0 ? r[i] / total : 0;
        }
        return r;
    }

    /** The singular values of the centred data. */
    public double[] singularValues() {
        double[] s = variance.clone();
        for (int i = 0; i < s.length; i++) {
            s[i] = Math.sqrt(Math.max(0, s[i]) * (rows - 1));
        }
        return s;
    }

    /** How many components were kept. */
    public int count() {
        return variance.length;
    }

    public Pca.Method method() {
        return method;
    }

    /** Rows of features as rows of components, [n, k]. */
    public Tensor transform(Tensor x) {
        features("pca transform", x, mean.size(0), "features");
        Tensor z = x.sub(mean).matmul(components.t());
        return whiten ? z.div(deviations()) : z;
    }

    /** Rows of components as rows of features, [n, features]: as near as the kept components come. */
    public Tensor inverseTransform(Tensor z) {
        features("pca inverseTransform", z, count(), "components");
        Tensor scaled = whiten ? z.mul(deviations()) : z;
        return scaled.matmul(components).add(mean);
    }

    /** The mean squared difference between x and what comes back through the kept components. */
    public double reconstructionError(Tensor x) {
        try (Scope _ = Scope.open()) {
            Tensor back = inverseTransform(transform(x.detach()));
            return Tensor.map(X.sub(Y).mul(X.sub(Y)), x.detach(), back).mean().item();
        }
    }

    /** Components without variance are left unscaled. */
    private Tensor deviations() {
        double[] d = new double[count()];
        for (int i = 0; i < d.length; i++) {
            d[i] = variance[i] > 0 ? Math.sqrt(variance[i]) : 1;
        }
        return Tensor.of(d).to(components.backend()).to(components.dtype());
    }

    private static void features(String op, Tensor x, int wanted, String what) {
        Check.floating(op, x.dtype());
        Check.rank(op, x.shape(), 2, 2);
        Check.sameLength(op, "the columns of the data and the " + what + " of the model", x.size(1), wanted);
    }
}
