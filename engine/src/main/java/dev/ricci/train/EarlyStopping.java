package dev.ricci.train;

import dev.ricci.tensor.Parameter;
import dev.ricci.train.TrainingNotes.Best;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Keeps the best weights, and says when a loss has not improved for too many epochs. With patience 0 it does nothing. */
final class EarlyStopping {
    private final int patience;
    private final ToDoubleFunction<EpochResult> watched;
    private final Snapshot weights;
    private Best best = Best.NONE;

    /** Watches one of an epoch's numbers. */
    EarlyStopping(int patience, ToDoubleFunction<EpochResult> watched, Map<String, Parameter> parameters) {
        this.patience = patience;
        this.watched = watched;
        this.weights = patience == 0 ? null : new Snapshot(parameters);
    }

    /** Whether to stop after this epoch. */
    boolean after(EpochResult result) {
        if (patience == 0) {
            return false;
        }
        double loss = watched.applyAsDouble(result);
        if (loss < best.loss()) {
            best = new Best(loss, result.epoch(), 0);
            weights.take();
        } else {
            best = new Best(best.loss(), best.epoch(), best.waited() + 1);
        }
        return best.waited() >= patience;
    }

    /** Gives the network its best weights back, where they were kept. @return their epoch, or the last one */
    int restore(int last) {
        if (best.epoch() == 0) {
            return last;
        }
        weights.restore();
        return best.epoch();
    }

    /** The best weights, to be saved; empty with patience 0. */
    Map<String, Parameter> weights() {
        return patience == 0 ? Map.of() : weights.copies();
    }

    Best best() {
        return best;
    }

    void resume(Best saved) {
        best = saved;
    }
}
