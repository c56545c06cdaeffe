package dev.ricci.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Makes the next items of a slow source on a thread of its own while the caller works on the one before.
 *
 * <p>At most a given number of items wait. What goes wrong in the source is thrown to the caller, after the items before it. Tensors made
 * by the source belong to no scope: let it make {@link HostBatch}es and upload them where they are used.
 */
public final class Prefetcher<T> implements Iterator<T>, AutoCloseable {
    private static final Object END = new Object();
    private static final long PATIENCE_MS = 10_000;

    private record Failed(Throwable cause) {}

    private final BlockingQueue<Object> ready;
    private final Thread thread;
    private Object next;
    private boolean closed;

    private Prefetcher(Iterator<? extends T> source, int ahead) {
        ready = new ArrayBlockingQueue<>(ahead);
        thread = Thread.ofPlatform().daemon().name("ricci-prefetch").start(() -> fill(source));
    }

    /**
     * Begins to fetch at once.
     *
     * @param ahead how many items may wait, 1 or more
     */
    public static <T> Prefetcher<T> of(Iterator<? extends T> source, int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException("prefetch: 1 or more items ahead, got " + ahead);
        }
        return new Prefetcher<>(source, ahead);
    }

    private void fill(Iterator<? extends T> source) {
        try {
            try {
                while (source.hasNext()) {
                    ready.put(Objects.requireNonNull(source.next(), "prefetch: the source gave null"));
                }
                ready.put(END);
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) { // an error, too, has to reach the caller, who would wait for ever
                ready.put(new Failed(e));
            }
        } catch (InterruptedException e) {
            // closed: nobody waits any more
        }
    }

    /** Waits for the source. @throws IllegalStateException after close, or when this thread is interrupted */
    @Override
    public boolean hasNext() {
        if (closed) {
            throw new IllegalStateException("prefetch: used after it was closed");
        }
        if (next == null) {
            try {
                next = ready.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IllegalStateException("prefetch: interrupted while waiting for the source", e);
            }
        }
        if (next instanceof Failed failed) {
            throw Prefetcher.<RuntimeException>unchecked(failed.cause());
        }
        return next != END;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable cause) throws E {
        throw (E) cause;
    }

    @Override
    @SuppressWarnings("unchecked") // only items of the source, END and Failed are in the queue
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("prefetch: the source has no more items");
        }
        T item = (T) next;
        next = null;
        return item;
    }

    /** Stops the thread and forgets what waits. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        ready.clear();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
