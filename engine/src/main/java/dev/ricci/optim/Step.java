package dev.ricci.optim;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Fusion;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A step of training, run once eagerly and then again and again as the device recorded it, chains of element-wise operations joined
 * into one pass ({@link Fusion}).
 *
 * <p>What differs from step to step stands in parameters that the body reads: the batch, the learning rate, counters. The body must not
 * read numbers back, and takes the same path each time.
 */
public final class Step implements AutoCloseable {
    private final Fusion fusion = new Fusion();
    private final Set<Parameter> changed;
    private Replay replay;
    private Parameter result;

    private Step(Backend device, Supplier<Tensor> body) {
        changed = Parameter.changedBy(() -> replay = device.record(() -> fusion.run(() -> {
            try (Scope _ = Scope.open()) {
                show(body.get());
            }
            return null;
        })));
    }

    /** Runs the body, forward, backward and update, in a scope of its own and records it. */
    public static Step record(Backend device, Supplier<Tensor> body) {
        return new Step(device, body);
    }

    private void show(Tensor made) {
        if (made == null) {
            throw new IllegalArgumentException("record: the step gives null; give a tensor, such as the loss");
        }
        if (result == null) {
            result = new Parameter(made.detach());
        } else {
            result.set(made.detach());
        }
    }

    /** Runs the step again; what it gives is overwritten by the next run. */
    public Tensor run() {
        replay.run();
        changed.forEach(Parameter::changed); // the device has changed them by itself
        return result();
    }

    /** How many element-wise operations of a run are parts of others and make no pass over memory of their own. */
    public int joined() {
        return fusion.joined();
    }

    /** What the latest run gave. */
    public Tensor result() {
        return result.value().detach();
    }

    @Override
    public void close() {
        replay.close();
    }
}
