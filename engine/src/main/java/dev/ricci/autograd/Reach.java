package dev.ricci.autograd;

import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The part of a history that leads from targets to results: all that derivatives with respect to the targets need to walk.
 *
 * <p>The rest of a history belongs to others, who may want to walk it later: it is not touched.
 */
final class Reach {
    private final Set<Tensor> targets = set();
    private final Set<Tensor> leading = set();
    private final List<Tensor> outside = new ArrayList<>();

    /** Of results made from the targets; nothing with a number below {@code since} was. */
    Reach(long since, List<Tensor> results, Tensor... targets) {
        this.targets.addAll(Arrays.asList(targets));
        List<Tensor> made = made(since, results);
        made.sort(Comparator.comparingLong(t -> t.history().number()));
        for (Tensor t : made) {
            if (anyInputLeads(t.history())) {
                leading.add(t);
            }
        }
    }

    private static Set<Tensor> set() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private List<Tensor> made(long since, List<Tensor> results) {
        List<Tensor> made = new ArrayList<>();
        Set<Tensor> seen = set();
        Deque<Tensor> open = new ArrayDeque<>(results);
        while (!open.isEmpty()) {
            Tensor t = open.pop();
            if (!t.isTracked() || targets.contains(t) || !seen.add(t)) {
                continue;
            }
            Node node = t.history();
            if (node == null || node.number() < since) {
                outside.add(t);
                continue;
            }
            made.add(t);
            for (int i = 0; i < node.inputCount(); i++) {
                open.push(node.input(i));
            }
        }
        return made;
    }

    private boolean anyInputLeads(Node node) {
        for (int i = 0; i < node.inputCount(); i++) {
            if (isTarget(node.input(i)) || leads(node.input(i))) {
                return true;
            }
        }
        return false;
    }

    boolean isTarget(Tensor t) {
        return targets.contains(t);
    }

    /** Whether t was made from a target. */
    boolean leads(Tensor t) {
        return leading.contains(t);
    }

    /** What else the results were made from and has a gradient: parameters, and what stood there before; in the order it was found. */
    List<Tensor> outside() {
        return outside;
    }
}
