package dev.ricci.cuda.driver;

import dev.ricci.backend.OutOfMemory;
import dev.ricci.backend.SizeClass;
import dev.ricci.backend.Unscoped;
import java.util.List;
import jcuda.driver.JCudaDriver;

/**
 * Hands out blocks of the device's memory and keeps those that come back: the driver's own free waits for the device.
 *
 * <p>All work goes to one stream, so a block may be used again as soon as it is given back: the stream keeps the order. What a
 * recording allocates stands in free lists of its own, whose addresses no one else gets while the recording can be replayed.
 */
final class MemoryPool {
    /** The driver gives no less. */
    private static final long LEAST = 512;

    private final Context context;
    private final FreeBlocks common = new FreeBlocks();
    private final LiveBlocks live;

    MemoryPool(Context context, boolean trace) {
        this.context = context;
        this.live = new LiveBlocks(trace);
    }

    /** An uninitialised block of at least this many bytes. @throws OutOfMemory when the device has no more */
    CudaBlock allocate(long bytes) {
        Unscoped.recycleUnreachable();
        int sizeClass = SizeClass.index(Math.max(bytes, LEAST));
        CudaBlock b = kept(sizeClass);
        if (b == null && !context.isRecording() && Unscoped.collectWhenGrown()) {
            b = kept(sizeClass);
        }
        b = b != null ? b : fresh(bytes, sizeClass);
        context.leases().lent(b, bytes);
        return b;
    }

    private synchronized CudaBlock kept(int sizeClass) {
        CudaBlock b = lists().take(sizeClass);
        if (b != null) {
            live.add(b);
        }
        return b;
    }

    private CudaBlock fresh(long bytes, int sizeClass) {
        long size = SizeClass.bytes(sizeClass);
        long address = fromDriver(size);
        if (address == 0 && !context.isRecording()) { // a recording may not wait for the device, as giving back does
            trim();
            address = fromDriver(size);
            if (address == 0) {
                Unscoped.collect();
                trim();
                address = fromDriver(size);
            }
        }
        if (address == 0) {
            throw outOfMemory(bytes);
        }
        CudaBlock b = new CudaBlock(address, size, this);
        synchronized (this) {
            b.home = lists();
            live.add(b);
        }
        return b;
    }

    private long fromDriver(long bytes) {
        DeviceAddress address = new DeviceAddress();
        context.enter();
        try {
            int status = JCudaDriver.cuMemAlloc(address, bytes);
            if (status == DriverError.OUT_OF_MEMORY) {
                return 0;
            }
            context.check("allocate", status);
            return address.address();
        } finally {
            context.leave();
        }
    }

    synchronized void recycle(CudaBlock b) {
        if (b.pins > 0) {
            b.returns = true;
        } else {
            settle(b);
        }
    }

    private void settle(CudaBlock b) {
        live.remove(b);
        b.returns = false;
        context.leases().returned(b);
        b.home.put(b);
    }

    private FreeBlocks lists() {
        FreeBlocks own = context.recordingBlocks();
        return own != null ? own : common;
    }

    /** A block that a recording touches keeps its address until {@link #unpin}. */
    synchronized void pin(CudaBlock b) {
        b.pins++;
    }

    synchronized void unpin(CudaBlock b) {
        if (--b.pins == 0 && b.returns) {
            settle(b);
        }
    }

    /** A recording's lists become everyone's. */
    synchronized void merge(FreeBlocks own) {
        live.moveHome(own, common);
        for (CudaBlock b : own.empty()) {
            b.home = common;
            common.put(b);
        }
    }

    /** Gives kept blocks back to the driver. */
    void trim() {
        List<CudaBlock> all;
        synchronized (this) {
            all = common.empty();
        }
        if (all.isEmpty()) {
            return;
        }
        context.enter();
        try {
            context.check("trim", JCudaDriver.cuStreamSynchronize(context.stream())); // work on these blocks may be under way
            for (CudaBlock b : all) {
                context.check("trim", JCudaDriver.cuMemFree(DeviceAddress.of(b.address())));
            }
        } finally {
            context.leave();
        }
    }

    synchronized long liveBytes() {
        return live.bytes();
    }

    synchronized long keptBytes() {
        return common.bytes();
    }

    /** What is alive now by where it was allocated, when that is traced. */
    synchronized String leaks() {
        return live.leaks();
    }

    private OutOfMemory outOfMemory(long bytes) {
        long[] free = new long[1];
        long[] total = new long[1];
        context.enter();
        try {
            JCudaDriver.cuMemGetInfo(free, total);
        } finally {
            context.leave();
        }
        synchronized (this) {
            return new OutOfMemory(live.report(bytes, free[0], total[0], common, context.isRecording()));
        }
    }
}
