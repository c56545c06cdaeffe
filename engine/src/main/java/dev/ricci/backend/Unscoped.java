package dev.ricci.backend;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Buffers that no scope owns: their blocks are recycled after the garbage collector has found them unreachable.
 *
 * <p>The collector only enqueues; the blocks are given back by the next allocation, on a thread that may call the device.
 */
public final class Unscoped {
    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
    private static final Object LOCK = new Object();
    private static final LongAdder BYTES = new LongAdder();

    /** Below this, memory that waits for the collector is not worth a collection; the property ricci.unscoped sets it, in MiB. */
    private static final long LEAST = Long.getLong("ricci.unscoped", 256) << 20;

    private static final long LONGEST_WAIT = 200_000_000L;
    private static final long QUIET = 500_000L;

    private static volatile long threshold = LEAST;

    /** Keeps the references alive, each linked to the next; a set would cost several times as much. */
    private static Owned first;
    private static long count;

    private Unscoped() {}

    private static final class Owned extends PhantomReference<Buffer> {
        final Block block;
        final long bytes;
        private Owned before;
        private Owned after;

        Owned(Buffer buffer) {
            super(buffer, QUEUE);
            block = buffer.blockWhateverState();
            bytes = block.bytes();
        }

        void link() {
            synchronized (LOCK) {
                after = first;
                if (first != null) {
                    first.before = this;
                }
                first = this;
                count++;
            }
        }

        void unlink() {
            synchronized (LOCK) {
                if (before == null) {
                    first = after;
                } else {
                    before.after = after;
                }
                if (after != null) {
                    after.before = before;
                }
                count--;
            }
        }
    }

    /** Refers to nothing, so that its arrival shows that a collection's finds are coming in. */
    private static final class Mark extends PhantomReference<Object> {
        volatile boolean arrived;

        Mark() {
            super(new Object(), QUEUE);
        }
    }

    static void own(Buffer buffer) {
        buffer.ownedBy(null);
        Owned owned = new Owned(buffer);
        BYTES.add(owned.bytes);
        owned.link();
    }

    private static long count() {
        synchronized (LOCK) {
            return count;
        }
    }

    /** The bytes that no scope owns, on all devices. */
    public static long bytes() {
        return BYTES.sum();
    }

    /** Recycles what the collector has found; devices call it before they allocate. Cheap when there is nothing. */
    public static void recycleUnreachable() {
        for (Object o = QUEUE.poll(); o != null; o = QUEUE.poll()) {
            if (o instanceof Mark mark) {
                mark.arrived = true;
            } else if (o instanceof Owned owned) {
                owned.unlink();
                BYTES.add(-owned.bytes);
                owned.block.recycle();
            }
        }
    }

    /**
     * Starts a collection when much more waits for the collector than was reachable after the one before, and says whether it did.
     *
     * <p>The collector does not see a device's memory and would let it grow without end behind a heap of small handles. Devices call
     * this before they take fresh memory.
     */
    public static boolean collectWhenGrown() {
        if (BYTES.sum() < threshold) {
            return false;
        }
        collect();
        return true;
    }

    /** Asks the collector for a run and recycles what it finds: what a device does before it reports that memory is full. */
    public static void collect() {
        Mark mark = new Mark();
        System.gc();
        long now = System.nanoTime();
        long end = now + LONGEST_WAIT;
        long last = now;
        while (now < end && !(mark.arrived && now - last > QUIET)) {
            long before = count();
            recycleUnreachable();
            now = System.nanoTime();
            if (count() < before || !mark.arrived) {
                last = now;
            }
            Thread.onSpinWait();
        }
        threshold = Math.max(LEAST, 2 * BYTES.sum());
    }
}
