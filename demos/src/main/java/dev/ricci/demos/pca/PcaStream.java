package dev.ricci.demos.pca;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Scaling;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.ProgressBar;
import dev.ricci.learn.IncrementalPca;
import dev.ricci.learn.Pca;
import dev.ricci.learn.PcaModel;
import dev.ricci.tensor.Tensor;
import java.util.Locale;

/** Images on their way to the device in batches, of which one is there at a time. */
final class PcaStream {
    private final ImageSet images;
    private final DType dtype;
    private final int batch;
    private int seen;

    PcaStream(ImageSet images, DType dtype, int batch) {
        this.images = images;
        this.dtype = dtype;
        this.batch = Math.min(batch, images.count());
    }

    /** How many images the model was made of. */
    int seen() {
        return seen;
    }

    /** Ctrl-C ends it after the batch with which there are images enough. */
    PcaModel fit(Pca pca, Console console, Interrupts interrupts) {
        IncrementalPca running = pca.incremental();
        int needed = Math.max(2, pca.components());
        try (ProgressBar bar = new ProgressBar(console, "batches of " + batch, images.count(), "digits")) {
            while (seen < images.count() && !(interrupts.requested() && seen >= needed)) {
                try (Scope _ = Scope.open()) {
                    int to = Math.min(images.count(), seen + batch);
                    running.partialFit(rows(seen, to));
                    seen = to;
                }
                bar.doneUpTo(seen);
                bar.note(String.format(Locale.ROOT, "%,d of %,d", seen, images.count()));
            }
        }
        return running.model();
    }

    /** That of {@link PcaModel#reconstructionError} over all images seen. */
    double reconstructionError(PcaModel model) {
        double sum = 0;
        for (int from = 0; from < seen; from += batch) {
            try (Scope _ = Scope.open()) {
                int to = Math.min(seen, from + batch);
                sum += (to - from) * model.reconstructionError(rows(from, to));
            }
        }
        return sum / seen;
    }

    private Tensor rows(int from, int to) {
        return images.slice(from, to).matrix(Scaling.UNIT).to(dtype);
    }
}
