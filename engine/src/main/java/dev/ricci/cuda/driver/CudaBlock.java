package dev.ricci.cuda.driver;

import dev.ricci.backend.Block;
import dev.ricci.backend.View;

/** A piece of the device's memory, which goes back to its pool when it is recycled. */
public final class CudaBlock implements Block {
    private final long address;
    private final long bytes;
    private final MemoryPool pool;
    /** The list that it returns to: the device's, or a recording's own. Guarded by the pool. */
    FreeBlocks home;
    /** How many recordings use it; while there is one it is not handed out again. Guarded by the pool. */
    int pins;
    /** Recycled while a recording used it. Guarded by the pool. */
    boolean returns;
    /** Neighbours in the pool's list of blocks in use. Guarded by the pool. */
    CudaBlock before;
    CudaBlock after;
    /** Where it was asked for, when that is traced. */
    String site;

    CudaBlock(long address, long bytes, MemoryPool pool) {
        this.address = address;
        this.bytes = bytes;
        this.pool = pool;
    }

    public long address() {
        return address;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void recycle() {
        pool.recycle(this);
    }

    /** Where the view's first element stands. @throws IllegalStateException when the scope that owned the memory has closed */
    public static long address(View v) {
        CudaBlock block = (CudaBlock) v.buffer().block();
        return block.address + v.layout().offset() * v.dtype().bytes();
    }
}
