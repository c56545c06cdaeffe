package dev.ricci.backend;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Buffers that no scope owns: their blocks are recycled after the garbage collector has found them unreachable.
 *
 * <p>The collector only enqueues; the blocks are given back by the next allocation, on a thread that may call the device.
 */
public final class Unscoped {
    private static final ReferenceQueue<Buffer> QUEUE = new ReferenceQueue<>();
    private static final Set<Owned> OWNED = ConcurrentHashMap.newKeySet();

    private Unscoped() {}

    private static final class Owned extends PhantomReference<Buffer> {
        final Block block;

        Owned(Buffer buffer) {
            super(buffer, QUEUE);
            this.block = buffer.blockWhateverState();
        }
    }

    static void own(Buffer buffer) {
        buffer.ownedBy(null);
        OWNED.add(new Owned(buffer));
    }

    /** Recycles what the collector has found; devices call it before they allocate. Cheap when there is nothing. */
    public static void recycleUnreachable() {
        for (Object o = QUEUE.poll(); o != null; o = QUEUE.poll()) {
            Owned owned = (Owned) o;
            if (OWNED.remove(owned)) {
                owned.block.recycle();
            }
        }
    }

    /** Asks the collector for a run and recycles what it finds: what a device does before it reports that memory is full. */
    public static void collect() {
        System.gc();
        long end = System.nanoTime() + 200_000_000L;
        boolean found = false;
        while (System.nanoTime() < end) {
            int before = OWNED.size();
            recycleUnreachable();
            if (OWNED.size() < before) {
                found = true;
            } else if (found) {
                return;
            }
            Thread.onSpinWait();
        }
    }
}
