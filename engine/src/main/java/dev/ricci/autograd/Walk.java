package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** The walk back through a history: hands the complete gradient of each tensor on to what it was made from, the latest first. */
final class Walk {
    /** Tensors whose gradient is complete once all later ones are done. */
    private final PriorityQueue<Tensor> waiting =
            new PriorityQueue<>((a, b) -> Long.compare(b.history().number(), a.history().number()));

    private final Map<Tensor, Tensor> gradients = new IdentityHashMap<>();
    private final boolean keeping;
    private final Reach reach;
    private final Finite check = Finite.current();

    /**
     * A walk before its first step.
     *
     * @param keeping whether the history stays for another walk
     * @param reach   what to walk, or null for all
     */
    Walk(boolean keeping, Reach reach) {
        this.keeping = keeping;
        this.reach = reach;
    }

    /** Begins at a result, whose gradient is the seed; several results add up. */
    Walk from(Tensor result, Tensor seed) {
        Check.sameShape("gradient seed", result.shape(), seed.shape());
        Check.anyFloat("gradient seed", seed.dtype());
        Check.sameDevice("gradient seed", result.backend(), seed.backend());
        add(result, seed);
        return this;
    }

    /** The gradients of all starting points that were met, or of the targets. */
    Map<Tensor, Tensor> run() {
        while (!waiting.isEmpty()) {
            pass(waiting.poll());
        }
        return gradients;
    }

    private void pass(Tensor t) {
        Tensor g = gradients.remove(t);
        Node node = t.history();
        int n = node.inputCount();
        for (int i = 0; i < n; i++) {
            Tensor input = node.input(i);
            if (input.isTracked() && isWanted(input)) {
                Tensor part = part(t, i, g);
                if (part != null) {
                    add(input, part);
                }
            }
        }
        if (!keeping) {
            node.letGo();
        }
    }

    private boolean isWanted(Tensor input) {
        return reach == null || reach.isTarget(input) || reach.leads(input);
    }

    private Tensor part(Tensor t, int i, Tensor g) {
        try {
            Tensor part = t.history().pullback(i, g);
            if (check != null && part != null) {
                check.part(t, i, g, part);
            }
            return part;
        } catch (IllegalStateException e) {
            throw isOpen(t) ? e : new IllegalStateException("gradient of " + t.history().operation()
                    + ": the scope of a tensor that it needs has closed, and its memory is used for something else; take the gradients"
                    + " before the scope closes, or keep what they need by scope.keep(tensor)", e);
        }
    }

    private static boolean isOpen(Tensor t) {
        boolean open = t.isOpen();
        for (int i = 0; i < t.history().inputCount(); i++) {
            open &= t.history().input(i).isOpen();
        }
        return open;
    }

    private void add(Tensor t, Tensor part) {
        if (reach != null && !isWanted(t)) {
            return;
        }
        Tensor before = gradients.get(t);
        if (before != null) {
            gradients.put(t, before.add(part));
            return;
        }
        gradients.put(t, part);
        if (t.history() != null && (reach == null || !reach.isTarget(t))) {
            waiting.add(t);
        }
    }
}
