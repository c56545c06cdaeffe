package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.RandomProjection;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

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
        RANDOMIZED,
        /** Batch by batch with few directions held between ({@link IncrementalPca}): for data that does not fit into memory. */
        INCREMENTAL
    }

    private static final int FIRST_RANDOMIZED = 64;
    /** Batches as high as wide give the exact model; above this width memory counts for more. */
    private static final int MOST_BATCH = 4096;
    private static final int LEAST_BATCH = 512;
    private static final int WIDENING = 3;
    /** Besides half as many directions as are kept: with these alone the last components of a slow spectrum come in another order. */
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
        if (method == Method.INCREMENTAL) {
            return byBatches(x.detach());
        }
        try (Scope scope = Scope.open()) {
            Tensor data = x.detach();
            Tensor mean = data.mean(0);
            Finite.check("pca", mean, "feature");
            return model(scope, spectrum(data.sub(mean), n, most), mean, n, method);
        }
    }

    /** What is kept of a spectrum as these settings ask, outside the scope. */
    PcaModel model(Scope scope, Spectrum all, Tensor mean, long rows, Method by) {
        int k = components > 0 ? components : all.keeping(variance);
        Tensor directions = Signs.fixed(all.directions().slice(0, 0, k));
        return new PcaModel(scope.keep(directions.copy()), scope.keep(mean), all.variance(), all.total(), rows, whiten, by);
    }

    /** The components of rows that come in batches, by the same settings; the method is {@link Method#INCREMENTAL} whatever was set. */
    public IncrementalPca incremental() {
        return new IncrementalPca(this);
    }

    private PcaModel byBatches(Tensor x) {
        IncrementalPca running = incremental();
        int batch = Math.clamp(x.size(1), LEAST_BATCH, MOST_BATCH);
        for (int i = 0; i < x.size(0); i += batch) {
            running.partialFit(x.slice(0, i, Math.min(x.size(0), i + batch)));
        }
        return running.model();
    }

    private Spectrum spectrum(Tensor centred, int n, int most) {
        return switch (method) {
            case SVD -> {
                Svd svd = Svd.of(n > centred.size(1) ? Qr.triangle(centred) : centred);
                double[] s = svd.s().toDoubles();
                yield Spectrum.of(s, svd.vt(), Arrays.stream(s).map(v -> v * v).sum() / (n - 1), n);
            }
            case COVARIANCE -> {
                Tensor covariance = centred.t().matmul(centred).to(DType.FLOAT64).div(n - 1);
                SymmetricEigen eigen = SymmetricEigen.of(covariance);
                double[] v = eigen.values().flip(0).toDoubles();
                Tensor rows = eigen.vectors().t().flip(0).slice(0, 0, most).to(centred.dtype());
                double total = Arrays.stream(v).sum();
                yield new Spectrum(Arrays.stream(v).limit(most).map(w -> Math.max(0, w)).toArray(), rows, total); // rounding of zeros
            }
            case RANDOMIZED -> randomized(centred, n, most);
            case INCREMENTAL -> throw new AssertionError("has no whole matrix");
        };
    }

    /** With a share to keep, the projection is widened until it holds it. */
    private Spectrum randomized(Tensor centred, int n, int most) {
        double total = centred.square().sum().to(DType.FLOAT64).item() / (n - 1);
        int k = components > 0 ? components : Math.min(most, FIRST_RANDOMIZED);
        while (true) {
            Svd svd = Svd.randomized(centred, k, new RandomProjection(OVERSAMPLING + k / 2, POWER_ITERATIONS, seed));
            Spectrum found = Spectrum.of(svd.s().toDoubles(), svd.vt(), total, n);
            if (components > 0 || k == most || Arrays.stream(found.variance()).sum() >= variance * total) {
                return found;
            }
            k = Math.min(most, WIDENING * k);
        }
    }
}
