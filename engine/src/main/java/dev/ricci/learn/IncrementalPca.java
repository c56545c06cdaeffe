package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Svd;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/**
 * Principal components of data that comes in batches and is never held as a whole (Ross, Lim, Lin &amp; Yang 2008, "Incremental learning
 * for robust visual tracking", figure 1, without forgetting).
 *
 * <pre>{@code
 * IncrementalPca running = Pca.components(50).incremental();
 * for (Tensor batch : batches) {
 *     running.partialFit(batch);
 * }
 * PcaModel model = running.model();
 * }</pre>
 *
 * <p>What is held between batches is the mean and the leading directions, each as long as its singular value: {@link #held()} of them,
 * or all, as a triangle, where these and a batch together have as many rows as there are features, or a share of variance is asked for.
 * Where no more directions than are held have variance the model is that of all rows at once; otherwise what fell behind the last one is
 * lost, which changes those at the end first. The mean and the total variance are always exact.
 */
public final class IncrementalPca {
    /** Directions held beside those asked for: what a batch adds to a direction that was weak so far is then not lost at once. */
    private static final int SPARE = 64;
    private static final String OPERATION = "incrementalPca";

    private final Pca settings;
    /** Rows whose Gram matrix is that of the centred data, but for what was lost. */
    private Tensor factor;
    private Tensor mean;
    private long rows;
    private double squares;

    IncrementalPca(Pca settings) {
        this.settings = settings;
    }

    /** How many rows have been seen. */
    public long rows() {
        return rows;
    }

    /** How many directions are held at least, if there are so many: twice the components and {@value #SPARE} more; for a share all. */
    public int held() {
        return settings.components() > 0 ? (int) Math.min(Integer.MAX_VALUE, 2L * settings.components() + SPARE) : Integer.MAX_VALUE;
    }

    /**
     * Takes more rows in: a batch [rows, features] of one row or more, all batches of one width, type and device. A batch may have fewer
     * rows than there will be components. After an exception nothing has changed.
     *
     * @throws IllegalArgumentException for other shapes, NaN or infinities
     */
    public IncrementalPca partialFit(Tensor batch) {
        check(batch);
        try (Scope _ = Scope.open()) {
            Tensor x = batch.detach();
            int m = x.size(0);
            Tensor here = x.to(DType.FLOAT64).mean(0);
            Finite.check(OPERATION, here, "feature");
            Tensor centred = x.sub(here.to(x.dtype()));
            double inside = centred.square().sum().to(DType.FLOAT64).item();
            if (rows == 0) {
                hold(centred, m, here, m, inside);
                return this;
            }
            double weight = (double) rows / (rows + m) * m;
            Tensor moved = here.sub(mean);
            Tensor correction = moved.mul(Math.sqrt(weight)).to(x.dtype()).unsqueeze(0);
            double between = weight * moved.square().sum().item();
            Tensor merged = mean.add(moved.mul((double) m / (rows + m)));
            hold(Shaping.concat(0, factor, centred, correction), m, merged, rows + m, squares + inside + between);
            return this;
        }
    }

    /** A triangle says as much as all rows, at a fraction of an SVD, and is no larger than what a batch takes anyway. */
    private void hold(Tensor stacked, int batch, Tensor newMean, long newRows, double newSquares) {
        int features = stacked.size(1);
        Tensor next;
        if ((long) held() + batch >= features) {
            next = stacked.size(0) > features ? Qr.triangle(stacked) : stacked;
        } else {
            Svd svd = Svd.of(stacked.size(0) > features ? Qr.triangle(stacked) : stacked);
            int kept = Math.min(held(), svd.s().size(0));
            next = svd.vt().slice(0, 0, kept).mul(svd.s().slice(0, 0, kept).unsqueeze(1));
        }
        Tensor all = next;
        factor = Scope.outside(all::copy);
        mean = Scope.outside(newMean::copy);
        rows = newRows;
        squares = newSquares;
    }

    private void check(Tensor batch) {
        Check.floating(OPERATION, batch.dtype());
        Check.rank(OPERATION, batch.shape(), 2, 2);
        if (batch.size() == 0) {
            throw new IllegalArgumentException(OPERATION + ": a batch of one row and one column at least, got shape ["
                    + batch.size(0) + ", " + batch.size(1) + "]");
        }
        if (settings.components() > batch.size(1)) {
            throw new IllegalArgumentException(OPERATION + ": at most features = " + batch.size(1) + " components, asked for "
                    + settings.components());
        }
        if (rows > 0) {
            Check.sameLength(OPERATION, "the columns of this batch and those before", batch.size(1), factor.size(1));
            Check.dtype(OPERATION, batch.dtype(), factor.dtype());
            Check.sameDevice(OPERATION, factor.backend(), batch.backend());
        }
    }

    /**
     * The components of all rows so far; more batches may follow.
     *
     * @throws IllegalStateException where fewer than two rows have been seen, or fewer than there are to be components
     */
    public PcaModel model() {
        if (rows < Math.max(2, settings.components())) {
            throw new IllegalStateException(OPERATION + ": " + rows + " rows so far, " + Math.max(2, settings.components())
                    + " are needed; call partialFit with more first");
        }
        try (Scope scope = Scope.open()) {
            Svd svd = Svd.of(factor);
            Spectrum all = Spectrum.of(svd.s().toDoubles(), svd.vt(), squares / (rows - 1), rows);
            return settings.model(scope, all, mean.to(factor.dtype()).copy(), rows, Pca.Method.INCREMENTAL);
        }
    }
}
