package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The gradients of one number with respect to all that it was made from, by the reverse walk through its history.
 *
 * <p>{@link #of(Tensor)} lets go of the history as it passes; {@link #withHistory} keeps it and gives gradients that have a history of
 * their own, for gradients of gradients. {@link #checked} looks for NaN and infinity on the way and names the operation that made the
 * first; with {@code -Dricci.gradients.check=nan} all of them do.
 */
public final class Gradients {
    private final Map<Tensor, Tensor> gradients;
    private final Map<Parameter, Tensor> values = new IdentityHashMap<>();

    private Gradients(Tensor result, Tensor seed, boolean keeping) {
        if (!result.isTracked()) {
            throw new IllegalArgumentException("gradient: this result has no history; compute it from tensors made by wanted() or from"
                    + " parameters, outside History.off");
        }
        Finite check = Finite.current();
        if (check != null) {
            check.values(result);
        }
        gradients = new Walk(keeping, null).from(result, seed).run();
        gradients.keySet().forEach(this::meet);
    }

    /** The gradients of a loss of one element. */
    public static Gradients of(Tensor loss) {
        return of(loss, one("gradient", loss));
    }

    /** The gradients of the sum of result times seed: a vector-Jacobian product. */
    public static Gradients of(Tensor result, Tensor seed) {
        return History.off(() -> new Gradients(result, seed, false));
    }

    /** The gradients of a loss of one element, with a history of their own. */
    public static Gradients withHistory(Tensor loss) {
        return withHistory(loss, one("gradient", loss));
    }

    /** The gradients of the sum of result times seed, with a history of their own. */
    public static Gradients withHistory(Tensor result, Tensor seed) {
        return new Gradients(result, seed, true);
    }

    /**
     * The gradients of a loss of one element, where every value that the loss was made from and every gradient on the way is read and
     * looked at: slow, and not in a recorded step.
     *
     * @throws dev.ricci.backend.NumericalFailure naming the operation that first made a NaN or an infinity of finite numbers
     */
    public static Gradients checked(Tensor loss) {
        return Finite.looking(() -> of(loss));
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

    /** The seed of a loss of one element. */
    static Tensor one(String op, Tensor loss) {
        Check.anyFloat(op, loss.dtype());
        if (loss.size() != 1) {
            throw new IllegalArgumentException(op + ": of a loss of one element, got shape " + Arrays.toString(loss.shape())
                    + "; take its sum() or mean(), or give a seed of its shape");
        }
        return loss.fullLike(1);
    }

    private void meet(Tensor t) {
        if (t.parameter() == null) {
            return;
        }
        if (!t.parameter().isCurrent(t)) {
            throw new IllegalStateException("gradient: a parameter of shape " + Arrays.toString(t.shape())
                    + " has changed since the loss was computed; take the gradients before the change, or compute the loss again");
        }
        values.put(t.parameter(), t);
    }
}
