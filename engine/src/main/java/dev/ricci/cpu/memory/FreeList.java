package dev.ricci.cpu.memory;

import dev.ricci.cpu.host.HostBlock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Blocks of one size that wait for reuse; the one that came back last, still in the cache, goes out first.
 *
 * <p>Held by a spin lock: it is held for some nanoseconds, and every size has its own.
 */
final class FreeList {
    private static final VarHandle LOCK;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(FreeList.class, "lock", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long bytes;
    private HostBlock[] kept = new HostBlock[4];
    private int count;
    private long lent;
    private boolean lock;

    FreeList(long bytes) {
        this.bytes = bytes;
    }

    /** The size of every block here. */
    long bytes() {
        return bytes;
    }

    /** A kept block, counted as lent, or null where there is none. */
    HostBlock take() {
        lock();
        try {
            if (count == 0) {
                return null;
            }
            HostBlock b = kept[--count];
            kept[count] = null;
            lent++;
            return b;
        } finally {
            unlock();
        }
    }

    /** Counts a block from the system as lent. */
    void lend() {
        lock();
        lent++;
        unlock();
    }

    /** Takes a lent block back for reuse. */
    void put(HostBlock b) {
        lock();
        try {
            lent--;
            if (count == kept.length) {
                kept = Arrays.copyOf(kept, 2 * count);
            }
            kept[count++] = b;
        } finally {
            unlock();
        }
    }

    /** Forgets a lent block that goes to the system. */
    void drop() {
        lock();
        lent--;
        unlock();
    }

    /** All kept blocks, no longer kept. */
    HostBlock[] empty() {
        lock();
        try {
            HostBlock[] all = Arrays.copyOf(kept, count);
            kept = new HostBlock[4];
            count = 0;
            return all;
        } finally {
            unlock();
        }
    }

    long lentBytes() {
        lock();
        long n = lent;
        unlock();
        return n * bytes;
    }

    private void lock() {
        int spins = 0;
        while (!LOCK.compareAndSet(this, false, true)) {
            if (++spins % 64 == 0) {
                Thread.yield(); // the holder may wait for this processor
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void unlock() {
        LOCK.setRelease(this, false);
    }
}
