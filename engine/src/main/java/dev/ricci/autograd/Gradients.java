package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The gradients of one number with respect to all that it was made from, by the reverse walk through its history.
 *
 * <p>{@link #of(Tensor)} lets go of the history as it passes; {@link #withHistory} keeps it and gives gradients that have a history of
 * their own, for gradients of gradients.
 */
public final class Gradients {
    /** Tensors whose gradient is complete once all later ones are done: the latest first. */
    private final PriorityQueue<Tensor> waiting =
            new PriorityQueue<>((a, b) -> Long.compare(b.history().number(), a.history().number()));

    private final Map<Tensor, Tensor> gradients = new IdentityHashMap<>();
    private final Map<Parameter, Tensor> values = new IdentityHashMap<>();
    private final boolean keeping;

    private Gradients(boolean keeping) {
        this.keeping = keeping;
    }

    /** The gradients of a loss of one element. */
    public static Gradients of(Tensor loss) {
        return of(loss, one(loss));
    }

    /** The gradients of the sum of result times seed: a vector-Jacobian product. */
    public static Gradients of(Tensor result, Tensor seed) {
        return History.off(() -> new Gradients(false).walk(result, seed));
    }

    /** The gradients of a loss of one element, with a history of their own. */
    public static Gradients withHistory(Tensor loss) {
        return withHistory(loss, one(loss));
    }

    /** The gradients of the sum of result times seed, with a history of their own. */
    public static Gradients withHistory(Tensor result, Tensor seed) {
        return new Gradients(true).walk(result, seed);
    }

    /** The gradient in the shape of t, a starting point of the loss; zeros where the loss does not depend on it. */
    public Tensor get(Tensor t) {
        if (!t.isTracked() || t.history() != null) {
            throw new IllegalArgumentException("gradient: only starting points keep one; take t = x.wanted() and compute the loss from t");
        }
        Tensor g = gradients.get(t);
        return g != null ? g : t.fullLike(0);
    }

    /** The gradient of a parameter; zeros where the loss does not depend on it. */
    public Tensor get(Parameter p) {
        Tensor value = values.get(p);
        return get(value != null ? value : p.value());
    }

    private static Tensor one(Tensor loss) {
        if (loss.size() != 1) {
            throw new IllegalArgumentException("gradient: of a loss of one element, got shape " + Arrays.toString(loss.shape())
                    + "; take its sum() or mean(), or give a seed of its shape");
        }
        Check.floating("gradient", loss.dtype());
        return loss.fullLike(1);
    }

    private Gradients walk(Tensor result, Tensor seed) {
        Check.sameShape("gradient seed", result.shape(), seed.shape());
        Check.dtype("gradient seed", seed.dtype(), DType.FLOAT32, DType.FLOAT64);
        if (!result.isTracked()) {
            throw new IllegalArgumentException("gradient: this result has no history; compute it from tensors made by wanted() or from"
                    + " parameters, outside History.off");
        }
        add(result, seed);
        while (!waiting.isEmpty()) {
            pass(waiting.poll());
        }
        return this;
    }

    /** Hands the complete gradient of t on to what t was made from. */
    private void pass(Tensor t) {
        Tensor g = gradients.remove(t);
        Node node = t.history();
        int n = node.inputCount();
        for (int i = 0; i < n; i++) {
            Tensor input = node.input(i);
            if (input.isTracked()) {
                Tensor part = node.pullback(i, g);
                if (part != null) {
                    add(input, part);
                }
            }
        }
        if (!keeping) {
            node.letGo();
        }
    }

    private void add(Tensor t, Tensor part) {
        Tensor before = gradients.get(t);
        if (before != null) {
            gradients.put(t, before.add(part));
            return;
        }
        gradients.put(t, part);
        if (t.history() != null) {
            waiting.add(t);
        } else if (t.parameter() != null) {
            meet(t);
        }
    }

    private void meet(Tensor t) {
        if (!t.parameter().isCurrent(t)) {
            throw new IllegalStateException("gradient: a parameter has changed since the loss was computed; compute the loss again");
        }
        values.put(t.parameter(), t);
    }
}
