package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function run once on starting points of its own, so that derivatives for just these can be taken.
 *
 * <p>Where the inputs, or what else the function read, have a history outside of it, the derivatives have one too, as any result of an
 * operation: so derivatives of derivatives need nothing else than calls inside each other.
 */
final class Trace {
    final long since = Node.next();
    final Tensor[] starts;
    final Tensor result;
    final Reach reach;
    private final boolean tracked;

    /** Runs f on inputs for the operation that errors name; what else the derivatives are computed from stands in others. */
    Trace(String op, Function<Tensor[], Tensor> f, Tensor[] inputs, Tensor... others) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException(op + ": at least one tensor to derive for");
        }
        boolean any = false;
        starts = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            Check.anyFloat(op, inputs[i].dtype());
            any |= inputs[i].isTracked();
            starts[i] = start(inputs[i]);
        }
        result = History.on(() -> f.apply(starts.clone()));
        if (result == null) {
            throw new IllegalArgumentException(op + ": the function gave null; it gives one tensor, several joined by concat");
        }
        Check.anyFloat(op + " (the result of the function)", result.dtype());
        reach = new Reach(since, List.of(result), starts);
        for (Tensor t : others) {
            any |= t.isTracked();
        }
        tracked = History.isOn() && (any || !reach.outside().isEmpty());
    }

    /** The same numbers as a starting point, from which an outer derivative still finds its way to x. */
    static Tensor start(Tensor x) {
        return History.isOn() && x.isTracked() ? Tensor.result("start", x.view(), (i, g) -> g, x) : x.wanted();
    }

    /** Whether derivatives are to have a history. */
    boolean isTracked() {
        return tracked;
    }

    /** Takes derivatives, with a history where there is to be one. */
    <T> T derive(Supplier<T> work) {
        return tracked ? work.get() : History.off(work);
    }

    /** The gradient of each start for the last time; this cannot be walked again, unless with a history. */
    Tensor[] pull(Tensor seed) {
        return derive(() -> pull(seed, tracked));
    }

    /** The gradient of each start, all with a history, so that they have derivatives for the seed and the starts. */
    Tensor[] pullWithHistory(Tensor seed) {
        return History.on(() -> pull(seed, true));
    }

    private Tensor[] pull(Tensor seed, boolean keeping) {
        return gradients(new Walk(keeping, reach).from(result, seed).run(), starts);
    }

    /** The gradients of targets for results with their seeds, which have been made since a place in the history. */
    static Tensor[] pull(long since, Tensor[] results, Tensor[] seeds, boolean keeping, Tensor... targets) {
        List<Tensor> made = new ArrayList<>(List.of(results));
        Walk walk = new Walk(keeping, new Reach(since, made, targets));
        for (int i = 0; i < results.length; i++) {
            walk.from(results[i], seeds[i]);
        }
        return gradients(walk.run(), targets);
    }

    private static Tensor[] gradients(Map<Tensor, Tensor> found, Tensor[] targets) {
        Tensor[] all = new Tensor[targets.length];
        for (int i = 0; i < all.length; i++) {
            Tensor g = found.get(targets[i]);
            all[i] = g != null ? g : targets[i].fullLike(0);
        }
        return all;
    }
}
