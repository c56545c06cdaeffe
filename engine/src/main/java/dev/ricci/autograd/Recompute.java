package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.GeneratorPlaces;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a computation that is done again for its gradient instead of being remembered (Chen, Xu, Zhang, Guestrin 2016, "Training
 * deep nets with sublinear memory cost").
 *
 * <p>Forward, only the inputs and the result stay. Backward, the function runs once more, with the same random numbers, and its
 * gradient is taken from that run. So n layers in groups of sqrt(n) hold about 2 sqrt(n) results at a time rather than n, for one more
 * forward pass. Parameters and other tensors that the function reads get their gradients too. The bits are those of the plain
 * computation, as long as a tensor from outside is used in one such part only (else its gradients are added in another order).
 */
public final class Recompute {
    private final Function<Tensor[], Tensor> f;
    private final Tensor[] inputs;
    private final GeneratorPlaces draws = new GeneratorPlaces();
    private Tensor[] outside = {};

    /** All gradients for the latest gradient of the result, until each has been handed out. */
    private Tensor of;
    private boolean withHistory;
    private Tensor[] made;

    private Recompute(Function<Tensor[], Tensor> f, Tensor... inputs) {
        this.f = f;
        this.inputs = inputs;
    }

    /** f(x), computed again when gradients are taken. */
    public static Tensor of(Function<Tensor, Tensor> f, Tensor x) {
        return of(in -> f.apply(in[0]), new Tensor[] {x});
    }

    /**
     * f of the inputs, computed again when gradients are taken. The function must do the same each time: take the same path, and change
     * nothing.
     *
     * @throws IllegalStateException at the gradient, where it reads other parameters then or gives another shape
     */
    public static Tensor of(Function<Tensor[], Tensor> f, Tensor... inputs) {
        return new Recompute(f, inputs.clone()).forward();
    }

    private Tensor forward() {
        if (!History.isOn()) {
            return checked(f.apply(inputs.clone()));
        }
        long since = Node.next();
        Tensor plain;
        try (Scope scope = Scope.open()) {
            Tensor[] starts = starts();
            Tensor y = checked(draws.noting(() -> f.apply(starts.clone())));
            outside = new Reach(since, List.of(y), starts).outside().toArray(Tensor[]::new);
            plain = scope.keep(y).detach();
        }
        Tensor[] all = Arrays.copyOf(inputs, inputs.length + outside.length);
        System.arraycopy(outside, 0, all, inputs.length, outside.length);
        return Tensor.result("recompute", plain.view(), this::pullback, all);
    }

    private static Tensor checked(Tensor y) {
        if (y == null) {
            throw new IllegalArgumentException("recompute: the function gave null; it gives one tensor, several joined by concat");
        }
        return y;
    }

    /** Fresh starting points for what is to have a gradient. */
    private Tensor[] starts() {
        Tensor[] starts = inputs.clone();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = inputs[i].isTracked() ? Trace.start(inputs[i]) : inputs[i];
        }
        return starts;
    }

    private Tensor pullback(int input, Tensor g) {
        if (of != g || withHistory != History.isOn() || made[input] == null) {
            withHistory = History.isOn();
            made = withHistory ? again(g) : scoped(g);
            of = g;
        }
        Tensor result = made[input];
        made[input] = null;
        return result;
    }

    private Tensor[] scoped(Tensor g) {
        try (Scope scope = Scope.open()) {
            Tensor[] gradients = again(g);
            for (Tensor t : gradients) {
                scope.keep(t);
            }
            return gradients;
        }
    }

    /** The gradients of all inputs and of what stands outside, by another run. */
    private Tensor[] again(Tensor g) {
        long since = Node.next();
        Tensor[] starts = starts();
        Tensor y = History.on(() -> draws.again(() -> f.apply(starts.clone())));
        Check.sameShape("recompute (the gradient and the result of the second run)", g.shape(), y.shape());
        checkPath(lasting(new Reach(since, List.of(y), starts).outside()));
        List<Tensor> targets = new ArrayList<>(Arrays.asList(starts));
        targets.addAll(Arrays.asList(outside));
        return Trace.pull(since, new Tensor[] {y}, new Tensor[] {g.to(y.dtype())}, History.isOn(), targets.toArray(Tensor[]::new));
    }

    private void checkPath(List<Tensor> read) {
        List<Tensor> first = lasting(Arrays.asList(outside));
        boolean same = read.size() == first.size();
        for (int i = 0; same && i < first.size(); i++) {
            same = read.get(i) == first.get(i);
        }
        if (!same) {
            throw new IllegalStateException("recompute: the function took another path when it was run again for its gradient: it read "
                    + read.size() + " parameters or tensors with history, the first time " + first.size()
                    + (read.size() == first.size() ? ", not the same ones" : "") + "; it must do the same each time");
        }
    }

    /** Without starting points that a run has made for itself. */
    private static List<Tensor> lasting(List<Tensor> read) {
        return read.stream().filter(t -> t.parameter() != null || t.history() != null).toList();
    }
}
