package dev.ricci.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * Owns what its thread computes while it is the innermost open scope, and recycles that memory when it closes.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor loss = step();
 *     total = scope.keep(loss);   // outlives the scope; all else is recycled
 * }
 * }</pre>
 *
 * <p>With no scope open the garbage collector owns what is computed. A tensor used after its scope has closed gives an
 * IllegalStateException. A scope belongs to the thread that opened it.
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();

    private final Scope outer = INNERMOST.get();
    private final Thread thread = Thread.currentThread();
    private final List<Buffer> buffers = new ArrayList<>();
    private boolean open = true;

    private Scope() {}

    /** Opens a scope inside the one that is innermost now. */
    public static Scope open() {
        Scope s = new Scope();
        INNERMOST.set(s);
        return s;
    }

    /** Runs work with no scope open, for values that must outlive every scope of this thread. */
    public static <T> T outside(java.util.function.Supplier<T> work) {
        Scope before = INNERMOST.get();
        INNERMOST.remove();
        try {
            return work.get();
        } finally {
            INNERMOST.set(before);
        }
    }

    /** Runs work as if this scope were the innermost, for values that must outlive those opened inside it. */
    public <T> T inside(java.util.function.Supplier<T> work) {
        mine("inside");
        Scope before = INNERMOST.get();
        INNERMOST.set(this);
        try {
            return work.get();
        } finally {
            INNERMOST.set(before);
        }
    }

    /** The innermost open scope of this thread, or null. */
    public static Scope innermost() {
        return INNERMOST.get();
    }

    /** Moves a value's memory to the scope around this one, or to the garbage collector. A value not owned by this scope stays. */
    public <T extends Stored> T keep(T value) {
        mine("keep");
        Buffer b = value.view().buffer();
        b.block();
        if (b.scope() == this) {
            if (outer == null) {
                Unscoped.own(b);
            } else {
                outer.own(b);
            }
        }
        return value;
    }

    /** The number of buffers that closing would recycle. */
    public int owned() {
        return (int) buffers.stream().filter(b -> b.scope() == this).count();
    }

    void own(Buffer b) {
        b.ownedBy(this);
        buffers.add(b);
    }

    /** Recycles all that is still owned. Closing twice does nothing. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        mine("close");
        if (INNERMOST.get() != this) {
            throw new IllegalStateException("scope: an inner scope is still open; close scopes in reverse order, by try-with-resources");
        }
        open = false;
        INNERMOST.set(outer);
        for (Buffer b : buffers) {
            if (b.scope() == this) { // else it was kept
                b.close();
            }
        }
        buffers.clear();
    }

    private void mine(String what) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("scope: " + what + " belongs to the thread that opened it, " + thread.getName());
        }
        if (!open) {
            throw new IllegalStateException("scope: " + what + " after the scope has closed");
        }
    }
}
