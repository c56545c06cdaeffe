package dev.ricci.cuda.driver;

import dev.ricci.backend.SizeClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Blocks by size that wait for reuse: those of the device, or those of one recording. Guarded by the pool. */
final class FreeBlocks {
    private final List<ArrayDeque<CudaBlock>> lists = new ArrayList<>();
    private long bytes;

    /** A block of the class, the one that came back last, or null. */
    CudaBlock take(int sizeClass) {
        CudaBlock b = sizeClass < lists.size() ? lists.get(sizeClass).pollLast() : null;
        if (b != null) {
            bytes -= b.bytes();
        }
        return b;
    }

    void put(CudaBlock b) {
        int sizeClass = SizeClass.index(b.bytes());
        while (lists.size() <= sizeClass) {
            lists.add(new ArrayDeque<>());
        }
        lists.get(sizeClass).addLast(b);
        bytes += b.bytes();
    }

    long bytes() {
        return bytes;
    }

    /** All blocks, no longer kept. */
    List<CudaBlock> empty() {
        List<CudaBlock> all = new ArrayList<>();
        lists.forEach(l -> {
            all.addAll(l);
            l.clear();
        });
        bytes = 0;
        return all;
    }
}
