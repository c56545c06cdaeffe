package dev.ricci.cpu.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** Parts that threads of a {@link Pool} take one after another until none is left. */
final class Job {
    private static final VarHandle NEXT;
    private static final VarHandle DONE;
    private static final VarHandle ERROR;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            NEXT = lookup.findVarHandle(Job.class, "next", int.class);
            DONE = lookup.findVarHandle(Job.class, "done", int.class);
            ERROR = lookup.findVarHandle(Job.class, "error", Throwable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int parts;
    private final Pool.Task task;
    private final Pool.Range range;
    private final long n;
    private final long chunk;
    private volatile int next;
    private volatile int done;
    private volatile Throwable error;
    private volatile Thread waiter;

    Job(Pool.Task task, int parts) {
        this.task = task;
        this.parts = parts;
        range = null;
        n = 0;
        chunk = 0;
    }

    Job(Pool.Range range, int parts, long n, long chunk) {
        this.range = range;
        this.parts = parts;
        this.n = n;
        this.chunk = chunk;
        task = null;
    }

    /** Whether there are parts that nobody has taken. */
    boolean open() {
        return next < parts;
    }

    /** Does parts until none is left to take. */
    void work() {
        while (next < parts) { // asked first, so that the count cannot run over
            int part = (int) NEXT.getAndAdd(this, 1);
            if (part >= parts) {
                return;
            }
            if (error == null) {
                attempt(part);
            }
            if ((int) DONE.getAndAdd(this, 1) == parts - 1) {
                Thread w = waiter;
                if (w != null) {
                    LockSupport.unpark(w);
                }
            }
        }
    }

    private void attempt(int part) {
        try {
            if (task != null) {
                task.run(part);
            } else {
                range.run(part * chunk, Math.min(n, (part + 1) * chunk));
            }
        } catch (Throwable e) { // handed to the caller by rethrow
            ERROR.compareAndSet(this, null, e);
        }
    }

    /** Waits for the parts that others have taken: spins at first, then parks. */
    void await(long spinNanos) {
        if (done == parts) {
            return;
        }
        long end = System.nanoTime() + spinNanos;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 16; i++) {
                if (done == parts) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
        waiter = Thread.currentThread();
        while (done != parts) {
            LockSupport.park(this);
        }
    }

    void rethrow() {
        Throwable e = error;
        if (e instanceof RuntimeException r) {
            throw r;
        }
        if (e instanceof Error r) {
            throw r;
        }
        if (e != null) {
            throw new AssertionError("a part threw a checked exception", e);
        }
    }
}
