package dev.ricci.train;

import dev.ricci.tensor.Parameter;
import java.util.Map;

/** Keeps the best weights, and says when a loss has not improved for too many epochs. With patience 0 it does nothing. */
final class EarlyStopping {
    private final int patience;
    private final Snapshot weights;
    private double loss = Double.POSITIVE_INFINITY;
    private int epoch;
    private int waited;

    EarlyStopping(int patience, Map<String, Parameter> parameters) {
        this.patience = patience;
        this.weights = patience == 0 ? null : new Snapshot(parameters);
    }

    /** Whether to stop after this epoch. */
    boolean after(EpochResult result) {
        if (patience == 0) {
            return false;
        }
        if (result.watched() < loss) {
            loss = result.watched();
            epoch = result.epoch();
            waited = 0;
            weights.take();
            return false;
        }
        waited++;
        return waited >= patience;
    }

    /** Gives the network its best weights back, where they were kept. @return their epoch, or the last one */
    int restore(int last) {
        if (epoch == 0) {
            return last;
        }
        weights.restore();
        return epoch;
    }

    /** The best weights, to be saved; empty with patience 0. */
    Map<String, Parameter> weights() {
        return patience == 0 ? Map.of() : weights.copies();
    }

    /** As {@link #resume} reads it. */
    String note() {
        return loss + " " + epoch + " " + waited;
    }

    void resume(String note) {
        String[] words = note.split(" ");
        loss = Double.parseDouble(words[0]);
        epoch = Integer.parseInt(words[1]);
        waited = Integer.parseInt(words[2]);
    }
}
