package dev.ricci.cpu.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that do the parts of one job together; the calling thread is one of them.
 *
 * <p>Workers spin for a few microseconds before they park, so that a job that follows the one before closely is handed over in less
 * than a microsecond. One job is shared at a time: a caller that finds the workers taken, as every nested call does, does all its
 * parts itself. How work is cut never depends on the number of threads.
 */
public final class Pool implements AutoCloseable {
    private static final long SPIN_NANOS = 40_000;
    private static final long SPIN_NANOS_CROWDED = 2_000;
    private static final long MAX_PARTS = 4096;
    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(Pool.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Worker[] workers;
    private final long spinNanos;
    private volatile Job current;
    private volatile boolean closed;
    private volatile boolean busy;

    /** One numbered part of a job. */
    @FunctionalInterface
    public interface Task {
        void run(int part);
    }

    /** The part of a job from one index to before another. */
    @FunctionalInterface
    public interface Range {
        void run(long from, long to);
    }

    /** A pool of this many threads, the caller's among them. */
    public Pool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("pool: at least 1 thread, got " + threads);
        }
        spinNanos = Runtime.getRuntime().availableProcessors() < threads ? SPIN_NANOS_CROWDED : SPIN_NANOS;
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
        for (Worker w : workers) {
            w.start();
        }
    }

    /** The number of threads, the caller's among them. */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs task for each part in [0, parts), in any order, and returns when all have stopped.
     *
     * <p>The first exception of a part reaches the caller; parts not begun by then are left out.
     */
    public void run(int parts, Task task) {
        if (parts > 1 && take()) {
            share(new Job(task, parts));
            return;
        }
        for (int i = 0; i < parts; i++) {
            task.run(i);
        }
    }

    /** Runs body over [0, n) in parts of about grain, multiples of it but for the last; the parts depend on n and grain only. */
    public void range(long n, long grain, Range body) {
        long grains = (n + grain - 1) / grain;
        long chunk = grain * ((grains + MAX_PARTS - 1) / MAX_PARTS);
        int parts = (int) ((n + chunk - 1) / Math.max(chunk, 1));
        if (parts > 1 && take()) {
            share(new Job(body, parts, n, chunk));
            return;
        }
        for (int i = 0; i < parts; i++) {
            body.run(i * chunk, Math.min(n, (i + 1) * chunk));
        }
    }

    private boolean take() {
        if (closed) {
            throw new IllegalStateException("pool: its threads have ended; open the device anew");
        }
        return workers.length > 0 && !busy && BUSY.compareAndSet(this, false, true);
    }

    private void share(Job job) {
        try {
            current = job;
            int wanted = Math.min(workers.length, job.parts - 1);
            for (int i = 0; i < wanted; i++) {
                workers[i].wake();
            }
            job.work();
            job.await(spinNanos);
        } finally {
            current = null; // lets the collector have what the job refers to
            busy = false;
        }
        job.rethrow();
    }

    /** Ends the threads, after the job that they are on. Further jobs of more than one part are refused. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Worker w : workers) {
            LockSupport.unpark(w);
        }
        for (Worker w : workers) {
            while (w.isAlive() && w != Thread.currentThread()) {
                try {
                    w.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker extends Thread {
        private volatile boolean parked;

        Worker(int number) {
            super("ricci-cpu-" + number);
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                parked = false; // a second job before this one has woken needs no second system call
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                if (!spin()) {
                    park();
                }
                Job job = current;
                if (job != null) {
                    job.work();
                }
            }
        }

        /** Whether work came up in time. */
        private boolean spin() {
            long end = System.nanoTime() + spinNanos;
            do {
                for (int i = 0; i < 16; i++) {
                    if (hasWork()) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() < end);
            return false;
        }

        private void park() {
            parked = true;
            while (parked && !closed && !hasWork()) {
                LockSupport.park(Pool.this);
            }
            parked = false;
        }

        private boolean hasWork() {
            Job job = current;
            return job != null && job.open();
        }
    }
}
