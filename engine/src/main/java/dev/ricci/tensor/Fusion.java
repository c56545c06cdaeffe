package dev.ricci.tensor;

import dev.ricci.backend.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Joins chains of element-wise operations of work that is done again and again into one pass over memory, with the same bits.
 *
 * <p>{@code a.mul(b).add(c).tanh()} is three passes and two tensors that nobody looks at. The first run of the work computes every
 * operation at once and notes who asks for its result. Later runs put off what only other element-wise operations of the same shape
 * asked for: its formula becomes a part of theirs, and its numbers are never written to memory. Since the formula rounds after each
 * function as separate passes do, every result keeps its bits. {@link dev.ricci.tensor.Pointwise} asks here; nothing else changes.
 *
 * <p>The work must take the same path in each run. Where it does not, what was put off is computed when it is asked for after all.
 */
public final class Fusion {
    private static final ThreadLocal<Fusion> CURRENT = new ThreadLocal<>();

    private final List<Link> links = new ArrayList<>();
    private boolean watching = true;
    private boolean astray;
    private int next;
    private int changes;

    /** Runs the work: the first time as it is, to see what can be joined; later joined. */
    public <T> T run(Supplier<T> work) {
        Fusion outer = CURRENT.get();
        CURRENT.set(this);
        next = 0;
        astray = false;
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            CURRENT.set(outer);
            changes++; // what comes after may change memory unseen
            if (outer != null) {
                outer.changes++;
            }
            if (watching && !done) {
                links.clear(); // what a run that broke off has seen says nothing about a whole one
            } else if (watching) {
                links.forEach(Link::decide);
                watching = false;
            }
        }
    }

    /** How many element-wise operations of one run are parts of others and make no pass of their own. */
    public int joined() {
        return (int) links.stream().filter(Link::isPutOff).count();
    }

    /** How many element-wise operations and sums of such the work has. */
    public int operations() {
        return links.size();
    }

    static Fusion current() {
        return CURRENT.get();
    }

    /** Says that memory is about to change in place: what reads it may not be put off beyond this. */
    static void memoryChanges() {
        Fusion f = CURRENT.get();
        if (f != null) {
            f.changes++;
        }
    }

    /** How often memory has changed in place since the beginning. */
    int changes() {
        return changes;
    }

    /**
     * An operation of the gate on inputs.
     *
     * @param at where the formula is computed: its type, the layout that all inputs stretch to, whether the values are summed
     */
    Deferred enter(Pointwise operation, Link.Place at, Tensor... in) {
        DType computing = computing(at.dtype(), in);
        if (watching) {
            Link link = new Link(operation, at);
            links.add(link);
            link.watch(this, computing, in);
            return new Deferred(this, link, computing, operation, in, false);
        }
        Link link = next < links.size() && !astray ? links.get(next++) : null;
        if (link == null || !link.isOf(operation, at)) {
            astray = true;
            link = new Link(operation, at);
        }
        return link.join(this, computing, in);
    }

    private static DType computing(DType out, Tensor... in) {
        DType t = DType.INT32.promote(out);
        for (Tensor x : in) {
            t = t.promote(x.dtype());
        }
        return t.computed();
    }
}
