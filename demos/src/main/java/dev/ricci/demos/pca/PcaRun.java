package dev.ricci.demos.pca;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Scaling;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.report.Picture;
import dev.ricci.learn.Pca;
import dev.ricci.learn.PcaModel;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A principal component analysis of a set of images, with what a report shows of it. */
public final class PcaRun {
    private static final int POINTS = 2500;
    private static final int AXES = 3;
    private static final int DIRECTIONS = 14;
    private static final int EXAMPLES = 14;
    private static final int[] FEW = {5, 20, 60};

    private final ImageSet images;
    private final DType dtype;

    public PcaRun(ImageSet images, DType dtype) {
        this.images = images;
        this.dtype = dtype;
    }

    /** Fits and judges. @throws IllegalArgumentException for fewer than two images, or more components than there can be */
    public PcaOutcome run(Pca pca) {
        try (Scope _ = Scope.open()) {
            Tensor x = images.matrix(Scaling.UNIT).to(dtype);
            x.backend().finish();
            long begun = System.nanoTime();
            PcaModel model = pca.fit(x);
            x.backend().finish();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return outcome(model, seconds, images.count(), model.reconstructionError(x));
        }
    }

    /**
     * The same by the incremental method, one batch of images on the device at a time, with progress on the console. Ctrl-C ends it
     * once there are images enough for a model: the outcome then tells of fewer samples than there are.
     */
    public PcaOutcome runInBatches(Pca pca, int batch, Console console, Interrupts interrupts) {
        try (Scope _ = Scope.open()) {
            PcaStream stream = new PcaStream(images, dtype, batch);
            long begun = System.nanoTime();
            PcaModel model = stream.fit(pca, console, interrupts);
            model.mean().backend().finish();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return outcome(model, seconds, stream.seen(), stream.reconstructionError(model));
        }
    }

    private PcaOutcome outcome(PcaModel model, double seconds, int samples, double error) {
        int shown = Math.min(POINTS, samples);
        Tensor x = images.slice(0, shown).matrix(Scaling.UNIT).to(dtype);
        Tensor z = model.transform(x);
        int axes = Math.min(AXES, model.count());
        Tensor few = x.slice(0, 0, Math.min(EXAMPLES, shown));
        return new PcaOutcome(
                model.method().name().toLowerCase(Locale.ROOT),
                model.explainedVarianceRatio(),
                model.spectrum(),
                error,
                seconds,
                samples,
                x.size(1),
                rows(z.slice(1, 0, axes)),
                labels(shown),
                scaled(model.components().slice(0, 0, Math.min(DIRECTIONS, model.count()))),
                pictures(few),
                rebuilt(model, few));
    }

    private int[] labels(int count) {
        int[] labels = new int[count];
        Arrays.setAll(labels, images::label);
        return labels;
    }

    private List<PcaOutcome.Rebuilt> rebuilt(PcaModel model, Tensor few) {
        List<PcaOutcome.Rebuilt> all = new ArrayList<>();
        Tensor z = model.transform(few);
        for (int k : FEW) {
            if (k < model.count()) {
                Tensor part = z.slice(1, 0, k).matmul(model.components().slice(0, 0, k)).add(model.mean());
                all.add(new PcaOutcome.Rebuilt(k, pictures(part)));
            }
        }
        all.add(new PcaOutcome.Rebuilt(model.count(), pictures(model.inverseTransform(z))));
        return all;
    }

    private List<Picture> pictures(Tensor rows) {
        return Arrays.stream(rows(rows)).map(r -> new Picture(images.columns(), images.rows(), r)).toList();
    }

    private List<Picture> scaled(Tensor rows) {
        return Arrays.stream(rows(rows)).map(r -> Picture.scaled(images.columns(), images.rows(), r)).toList();
    }

    private static float[][] rows(Tensor t) {
        float[] all = t.toFloats();
        int width = t.size(1);
        float[][] rows = new float[t.size(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * width, (i + 1) * width));
        return rows;
    }
}
