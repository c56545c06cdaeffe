package dev.ricci.train;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Scope;
import dev.ricci.data.Batch;
import dev.ricci.data.Dataset;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The whole batches of a training as one recorded step: the device picks the samples by a cursor of its own, so a step is one launch.
 *
 * <p>The order of an epoch's samples and the cursor are parameters; a last, smaller batch has another shape and is no part of this.
 */
final class ReplayedStep implements AutoCloseable {
    private final Dataset data;
    private final int size;
    private final Function<Batch, Tensor> learn;
    private final Parameter order;
    private final Parameter cursor;
    private final Parameter offsets;
    private Step step;

    /** Of a step that learns from a batch of so many samples and gives the loss. */
    ReplayedStep(Dataset data, int size, Function<Batch, Tensor> learn) {
        this.data = data;
        this.size = size;
        this.learn = learn;
        Backend device = data.inputs().backend();
        order = integers(device, new int[data.count()]);
        cursor = integers(device, 0);
        offsets = integers(device, IntStream.range(0, size).toArray());
    }

    private static Parameter integers(Backend device, int... values) {
        try (Scope _ = Scope.open()) {
            return new Parameter(Tensor.of(values, values.length).to(device));
        }
    }

    /** How many whole batches an epoch has. */
    int batches() {
        return data.count() / size;
    }

    /** Whether the step with this number in its epoch is one of the whole ones. */
    boolean covers(int number) {
        return number < batches();
    }

    /** Goes to a step of an epoch whose samples come in this order. */
    void begin(int[] samples, int number) {
        try (Scope _ = Scope.open()) {
            Backend device = order.view().backend();
            order.set(Tensor.of(samples, samples.length).to(device));
            cursor.set(Tensor.of(new int[] {number * size}, 1).to(device));
        }
    }

    /** Does the next step. */
    void run() {
        if (step == null) {
            step = Step.record(order.view().backend(), this::body);
        } else {
            step.run();
        }
    }

    private Tensor body() {
        Tensor place = Tensor.map(X.add(Y), offsets.value(), cursor.value());
        Tensor index = order.value().gather(place, 0);
        Tensor loss = learn.apply(new Batch(data.inputs().gather(index, 0), data.targets().gather(index, 0)));
        cursor.update(X.add(size));
        return loss;
    }

    @Override
    public void close() {
        if (step != null) {
            step.close();
        }
    }
}
