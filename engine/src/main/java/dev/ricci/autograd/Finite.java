package dev.ricci.autograd;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Node;
import dev.ricci.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Looks for NaN and infinity among values and gradients, and names the operation that made the first of finite numbers. */
final class Finite {
    private static final ThreadLocal<Finite> CURRENT = new ThreadLocal<>();

    private Finite() {}

    /** What looks at the walks of this thread now: those of a check, with all walks inside them, and every one if a property says so. */
    static Finite current() {
        Finite check = CURRENT.get();
        return check != null || !"nan".equals(System.getProperty("ricci.gradients.check")) ? check : new Finite();
    }

    /** Does work whose walks are looked at. */
    static <T> T looking(Supplier<T> work) {
        Finite before = CURRENT.get();
        CURRENT.set(new Finite());
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Where a result is not finite, says what made it so. An infinity that does no harm, as in a mask, passes. */
    void values(Tensor result) {
        if (bad(result) == 0) {
            return;
        }
        Set<Tensor> starts = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Tensor t : made(result, starts)) {
            if (bad(t) > 0 && hasFiniteInputs(t.history())) {
                throw new NumericalFailure(t.history().operation() + ": its inputs are finite, but of its result of shape "
                        + Arrays.toString(t.shape()) + " " + first(t) + inputs(t, firstBad(t)));
            }
        }
        for (Tensor t : starts) {
            if (bad(t) > 0) {
                throw new NumericalFailure("gradient: the loss was made from a " + (t.parameter() != null ? "parameter" : "tensor")
                        + " of shape " + Arrays.toString(t.shape()) + " of which " + first(t) + "; look at where it came from");
            }
        }
    }

    /** All that has a history, the earliest first. */
    private static Set<Tensor> made(Tensor result, Set<Tensor> starts) {
        Set<Tensor> made = new TreeSet<>(Comparator.comparingLong(t -> t.history().number()));
        Deque<Tensor> open = new ArrayDeque<>();
        open.add(result);
        while (!open.isEmpty()) {
            Tensor t = open.pop();
            if (t.history() == null) {
                starts.add(t);
            } else if (made.add(t)) {
                for (int i = 0; i < t.history().inputCount(); i++) {
                    open.push(t.history().input(i));
                }
            }
        }
        return made;
    }

    private static boolean hasFiniteInputs(Node node) {
        long bad = 0;
        for (int i = 0; i < node.inputCount(); i++) {
            bad += bad(node.input(i));
        }
        return bad == 0;
    }

    /** Looks at the gradient of an input of t. */
    void part(Tensor t, int input, Tensor g, Tensor part) {
        if (bad(part) == 0) {
            return;
        }
        Node node = t.history();
        String of = "gradient of " + node.operation() + " for input " + input + " of shape " + Arrays.toString(part.shape()) + ": ";
        String from = bad(g) == 0 ? ", though that of its result is finite" : ", from a seed that is not finite";
        throw new NumericalFailure(of + first(part) + from + "; the input there is " + at(node.input(input), firstBad(part)));
    }

    private static long bad(Tensor t) {
        if (!t.dtype().isFloat() || t.size() == 0) {
            return 0;
        }
        try (Scope _ = Scope.open()) {
            return History.off(() -> (long) Tensor.sum(X.sub(X).equal(of(0)).equal(of(0)), t.detach()).item());
        }
    }

    private static String first(Tensor t) {
        return bad(t) + " of " + t.size() + " elements are NaN or infinite, the first " + at(t, firstBad(t)) + " at "
                + Arrays.toString(index(firstBad(t), t.shape()));
    }

    private static int firstBad(Tensor t) {
        double[] v = t.toDoubles();
        int i = 0;
        while (Double.isFinite(v[i])) {
            i++;
        }
        return i;
    }

    /** What stood at the same place of the inputs, where they have the shape of the result. */
    private static String inputs(Tensor t, int place) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < t.history().inputCount(); i++) {
            Tensor in = t.history().input(i);
            if (Arrays.equals(in.shape(), t.shape())) {
                text.append(text.isEmpty() ? ", made of " : ", ").append(at(in, place));
            }
        }
        return text.toString();
    }

    private static String at(Tensor t, int place) {
        double v = t.toDoubles()[place];
        return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : Double.toString(v);
    }

    private static int[] index(int place, int[] shape) {
        int[] index = new int[shape.length];
        int rest = place;
        for (int a = shape.length - 1; a >= 0; a--) {
            index[a] = rest % shape[a];
            rest /= shape[a];
        }
        return index;
    }
}
