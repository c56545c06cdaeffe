package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.RandomProjection;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Tensor;

/**
 * Principal component analysis: the directions along which data varies most (Pearson 1901; Jolliffe, Principal Component Analysis).
 *
 * <p>{@code Pca.keeping(0.95).fit(x)} finds as many components as explain 95 % of the variance. Data is centred, not scaled.
 *
 * @param components how many to keep; 0 where variance decides
 * @param variance   the share of variance to keep, in (0, 1]; 0 where components decides
 * @param method     how they are found
 * @param whiten     whether transformed features are divided by their standard deviation
 * @param seed       of the random projection of {@link Method#RANDOMIZED}
 */
public record Pca(int components, double variance, Method method, boolean whiten, long seed) {
    /** How the components are found. */
    public enum Method {
        /** Singular values of the centred data: the most accurate. */
        SVD,
        /** Eigenvectors of the covariance: the fastest where there are many rows and few columns. */
        COVARIANCE,
        /** A random projection first (Halko, Martinsson, Tropp 2011): the fastest for few components of many columns. */
        RANDOMIZED
    }

    private static final int FIRST_RANDOMIZED = 64;
    private static final int WIDENING = 3;
    private static final int OVERSAMPLING = 10;
    /** Twice the usual two: the last components kept are then as exact as the first, where the spectrum falls slowly. */
    private static final int POWER_ITERATIONS = 4;

    public Pca {
        if (components < 0 || components == 0 && !(variance > 0 && variance <= 1)) {
            throw new IllegalArgumentException("pca: keep 1 or more components, or a share of variance in (0, 1]; got "
                    + components + " components and share " + variance);
        }
    }

    /** Keeps a number of components. */
    public static Pca components(int k) {
        return new Pca(k, 0, Method.SVD, false, 0);
    }

    /** Keeps as many components as explain a share of the variance, in (0, 1]. */
    public static Pca keeping(double share) {
        return new Pca(0, share, Method.SVD, false, 0);
    }

    public Pca by(Method other) {
        return new Pca(components, variance, other, whiten, seed);
    }

    public Pca whitened() {
        return new Pca(components, variance, method, true, seed);
    }

    public Pca seeded(long other) {
        return new Pca(components, variance, method, whiten, other);
    }

    /**
     * Finds the components of x, rows by features, floating.
     *
     * @throws IllegalArgumentException for fewer than two rows, more components than min(rows, features), NaN or infinities
     */
    public PcaModel fit(Tensor x) {
        Check.floating("pca", x.dtype());
        Check.rank("pca", x.shape(), 2, 2);
        int n = x.size(0);
        int most = Math.min(n, x.size(1));
        if (n < 2 || most < 1) {
            throw new IllegalArgumentException("pca: two rows and one column at least, got shape [" + n + ", " + x.size(1) + "]");
        }
        if (components > most) {
            throw new IllegalArgumentException("pca: at most min(rows, features) = " + most + " components, asked for " + components);
        }
        try (Scope scope = Scope.open()) {
            Tensor data = x.detach();
            Tensor mean = data.mean(0);
            Finite.check("pca", mean, "feature");
            Spectrum all = spectrum(data.sub(mean), n, most);
            int k = components > 0 ? components : all.keeping(variance);
            Tensor directions = Signs.fixed(all.directions.slice(0, 0, k));
            return new PcaModel(scope.keep(directions.copy()), scope.keep(mean), all.variance, all.total, n, whiten, method);
        }
    }

    /** Variances in descending order, the directions in rows, and the variance of all features together. */
    private record Spectrum(double[] variance, Tensor directions, double total) {
        int keeping(double share) {
            double sum = 0;
            for (int k = 0; k < variance.length; k++) {
                sum += variance[k];
                if (sum >= share * total) {
                    return k + 1;
                }
            }
            return variance.length;
        }
    }

    private Spectrum spectrum(Tensor centred, int n, int most) {
        return switch (method) {
            case SVD -> {
                Svd svd = Svd.of(n > centred.size(1) ? Qr.triangle(centred) : centred);
                double[] v = variances(svd.s(), n);
                yield new Spectrum(v, svd.vt(), sum(v));
            }
            case COVARIANCE -> {
                Tensor covariance = centred.t().matmul(centred).to(DType.FLOAT64).div(n - 1);
                SymmetricEigen eigen = SymmetricEigen.of(covariance);
                double[] v = eigen.values().flip(0).toDoubles();
                Tensor rows = eigen.vectors().t().flip(0).slice(0, 0, most).to(centred.dtype());
                yield new Spectrum(java.util.Arrays.copyOf(v, most), rows, sum(v));
            }
            case RANDOMIZED -> randomized(centred, n, most);
        };
    }

    /** With a share to keep, the projection is widened until it holds it. */
    private Spectrum randomized(Tensor centred, int n, int most) {
        double total = centred.square().sum().to(DType.FLOAT64).item() / (n - 1);
        int k = components > 0 ? components : Math.min(most, FIRST_RANDOMIZED);
        while (true) {
            Svd svd = Svd.randomized(centred, k, new RandomProjection(OVERSAMPLING, POWER_ITERATIONS, seed));
            double[] v = variances(svd.s(), n);
            if (components > 0 || k == most || sum(v) >= variance * total) {
                return new Spectrum(v, svd.vt(), total);
            }
            k = Math.min(most, WIDENING * k);
        }
    }

    private static double[] variances(Tensor singular, int n) {
        double[] s = singular.toDoubles();
        for (int i = 0; i < s.length; i++) {
            s[i] = s[i] * s[i] / (n - 1);
        }
        return s;
    }

    private static double sum(double[] v) {
        return java.util.Arrays.stream(v).sum();
    }
}
