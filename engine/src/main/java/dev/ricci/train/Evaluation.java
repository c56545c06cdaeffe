package dev.ricci.train;

import dev.ricci.backend.Scope;
import dev.ricci.data.Dataset;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Loss;
import dev.ricci.nn.Mode;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a network does on samples that it does not learn from.
 *
 * @param loss     the mean over all samples
 * @param accuracy the share of right predictions, from 0 to 1; NaN where nothing is right or wrong
 * @param samples  how many there were
 */
public record Evaluation(double loss, double accuracy, long samples) {
    static final Evaluation NONE = new Evaluation(Double.NaN, Double.NaN, 0);
    private static final int BATCH = 1000;

    /** Right is what {@link Hits#ofClasses} counts. */
    public static Evaluation of(Layer network, Dataset data, Loss loss) {
        return of(network, data, loss, Hits::ofClasses);
    }

    /** In batches, without history; the device is waited for once, at the end. */
    public static Evaluation of(Layer network, Dataset data, Loss loss, Hits hits) {
        return of(network, data, loss, hits, new Meter(data.inputs().backend()));
    }

    static Evaluation of(Layer network, Dataset data, Loss loss, Hits hits, Meter meter) {
        meter.reset();
        boolean counted = false;
        for (int from = 0; from < data.count(); from += BATCH) {
            Dataset part = data.slice(from, Math.min(from + BATCH, data.count()));
            counted = History.off(() -> add(meter, network, part, loss, hits));
        }
        Meter.Reading r = meter.read();
        int n = data.count();
        return new Evaluation(r.total() / n, counted ? r.hits() / n : Double.NaN, n);
    }

    private static boolean add(Meter meter, Layer network, Dataset part, Loss loss, Hits hits) {
        try (Scope _ = Scope.open()) {
            Tensor prediction = network.forward(part.inputs(), Mode.EVALUATION);
            Tensor hit = hits.count(prediction, part.targets());
            meter.add(loss.of(prediction, part.targets()), hit, part.count());
            return hit != null;
        }
    }

    /** What the network gives for every sample of inputs, in their order. */
    public static Tensor outputs(Layer network, Tensor inputs) {
        try (Scope outer = Scope.open()) {
            return outer.keep(History.off(() -> {
                List<Tensor> parts = new ArrayList<>();
                for (int from = 0; from < inputs.size(0); from += BATCH) {
                    try (Scope inner = Scope.open()) {
                        Tensor x = inputs.slice(0, from, Math.min(from + BATCH, inputs.size(0)));
                        parts.add(inner.keep(network.forward(x, Mode.EVALUATION)));
                    }
                }
                return Shaping.concat(0, parts.toArray(Tensor[]::new));
            }));
        }
    }

    /** The class with the largest output for every sample of inputs. */
    public static int[] classes(Layer network, Tensor inputs) {
        try (Scope _ = Scope.open()) {
            return outputs(network, inputs).argmax(1).toInts();
        }
    }
}
