package dev.ricci.cpu.memory;

import dev.ricci.backend.Bytes;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.backend.SizeClass;
import dev.ricci.backend.Unscoped;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands out blocks of memory and keeps those that come back for the next request of their size.
 *
 * <p>Any thread may ask and give back. Never more than the limit is taken from the system; at most half of it is kept unused.
 */
public final class Recycler implements AutoCloseable {
    private final long limit;
    private final long mostKept;
    private final FreeList[] lists = new FreeList[SizeClass.COUNT];
    private final Consumer<HostBlock> owner = this::recycle;
    private final AtomicLong system = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final Leaks leaks;
    private volatile boolean closed;

    /**
     * Memory up to a limit in bytes.
     *
     * @param trace whether the place of every allocation is remembered for {@link #leaks}
     */
    public Recycler(long limit, boolean trace) {
        this.limit = limit;
        this.mostKept = limit / 2;
        this.leaks = trace ? new Leaks() : null;
        for (int i = 0; i < lists.length; i++) {
            lists[i] = new FreeList(SizeClass.bytes(i));
        }
    }

    /** An uninitialised block of at least this many bytes, aligned to 64. @throws OutOfMemory when the limit or the system says no */
    public HostBlock allocate(long bytes) {
        if (bytes < 0 || bytes > limit) {
            throw outOfMemory(bytes);
        }
        Unscoped.recycleUnreachable();
        FreeList list = lists[SizeClass.index(bytes)];
        HostBlock b = kept(list);
        if (b == null) {
            b = fresh(list);
        }
        if (leaks != null) {
            leaks.born(b);
        }
        return b;
    }

    private HostBlock kept(FreeList list) {
        HostBlock b = list.take();
        if (b != null) {
            kept.getAndAdd(-list.bytes());
        }
        return b;
    }

    private HostBlock fresh(FreeList list) {
        if (closed) {
            throw new IllegalStateException("cpu: the device has been closed; open it anew");
        }
        if (Unscoped.collectWhenGrown()) {
            HostBlock b = kept(list);
            if (b != null) {
                return b;
            }
        }
        long address = fromSystem(list.bytes());
        if (address == 0) {
            trim();
            address = fromSystem(list.bytes());
        }
        if (address == 0) {
            Unscoped.collect();
            trim();
            address = fromSystem(list.bytes());
        }
        if (address == 0) {
            throw outOfMemory(list.bytes());
        }
        list.lend();
        return new HostBlock(address, list.bytes(), owner);
    }

    private long fromSystem(long bytes) {
        if (system.addAndGet(bytes) > limit) {
            system.addAndGet(-bytes);
            return 0;
        }
        long address = Memory.allocate(bytes);
        if (address == 0) {
            system.addAndGet(-bytes);
        }
        return address;
    }

    private void recycle(HostBlock b) {
        if (leaks != null) {
            leaks.died(b);
        }
        FreeList list = lists[SizeClass.index(b.bytes())];
        if (kept.addAndGet(b.bytes()) > mostKept || closed) {
            kept.addAndGet(-b.bytes());
            list.drop();
            free(b);
        } else {
            list.put(b);
            if (closed) { // it closed between the two looks
                trim();
            }
        }
    }

    private void free(HostBlock b) {
        Memory.free(b.address());
        system.addAndGet(-b.bytes());
    }

    /** Gives all kept memory back to the system. */
    public void trim() {
        for (FreeList list : lists) {
            for (HostBlock b : list.empty()) {
                kept.addAndGet(-b.bytes());
                free(b);
            }
        }
    }

    /** The bytes in blocks that are in use. */
    public long liveBytes() {
        long sum = 0;
        for (FreeList list : lists) {
            sum += list.lentBytes();
        }
        return sum;
    }

    /** The bytes kept for reuse. */
    public long keptBytes() {
        return kept.get();
    }

    /** The most bytes that are taken from the system. */
    public long limit() {
        return limit;
    }

    /** What is alive now by where it was allocated, the largest first; how to ask for it where it is not traced. */
    public String leaks() {
        return leaks == null ? "cpu: allocations are not traced; run with -Dricci.leaks=true" : leaks.report();
    }

    private OutOfMemory outOfMemory(long bytes) {
        return new OutOfMemory("cpu: out of memory: " + Bytes.text(bytes) + " asked for, " + Bytes.text(liveBytes())
                + " in use, limit " + Bytes.text(limit) + "; close scopes sooner or use smaller batches, see what is alive by"
                + " -Dricci.leaks=true, or raise the limit by -Dricci.memory="
                + MemoryLimit.suggestion(limit, liveBytes() + Math.max(0, bytes)));
    }

    /** Gives kept memory back, and from now on every block when it is recycled. Blocks in use stay usable. */
    @Override
    public void close() {
        closed = true;
        trim();
    }
}
