package dev.ricci.cuda.driver;

import dev.ricci.backend.AllocationSite;
import dev.ricci.backend.Bytes;
import dev.ricci.backend.Unscoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The blocks in use, as a list through the blocks themselves; what errors about memory tell of them. Guarded by the pool. */
final class LiveBlocks {
    private static final int LARGEST = 8;

    private final boolean trace;
    private CudaBlock first;
    private long bytes;
    private long count;

    LiveBlocks(boolean trace) {
        this.trace = trace;
    }

    void add(CudaBlock b) {
        b.before = null;
        b.after = first;
        if (first != null) {
            first.before = b;
        }
        first = b;
        bytes += b.bytes();
        count++;
        if (trace) {
            b.site = AllocationSite.find();
        }
    }

    void remove(CudaBlock b) {
        if (b.before == null) {
            first = b.after;
        } else {
            b.before.after = b.after;
        }
        if (b.after != null) {
            b.after.before = b.before;
        }
        b.before = null;
        b.after = null;
        bytes -= b.bytes();
        count--;
    }

    /** Blocks in use that would return to one list will return to another. */
    void moveHome(FreeBlocks from, FreeBlocks to) {
        for (CudaBlock b = first; b != null; b = b.after) {
            if (b.home == from) {
                b.home = to;
            }
        }
    }

    long bytes() {
        return bytes;
    }

    /** The text of an error: what was asked for, what is in use by kind, the largest blocks, and what to do. */
    String report(long asked, long free, long total, long kept, boolean recording) {
        long unscoped = Math.min(bytes, Unscoped.bytes());
        long pinned = sum(b -> b.pins > 0);
        StringBuilder s = new StringBuilder("cuda: out of memory: ").append(Bytes.text(asked)).append(" asked for, ")
                .append(Bytes.text(free)).append(" free of ").append(Bytes.text(total)).append("; in use ").append(Bytes.text(bytes))
                .append(" in ").append(count).append(count == 1 ? " block (" : " blocks (")
                .append(Bytes.text(bytes - unscoped)).append(" owned by scopes, ")
                .append(Bytes.text(unscoped)).append(" by the garbage collector; ").append(Bytes.text(pinned))
                .append(" used by recordings), kept for reuse ").append(Bytes.text(kept));
        if (count > 0) {
            s.append("; the largest: ").append(largest().stream()
                    .map(b -> Bytes.text(b.bytes()) + (b.site == null ? "" : " from " + b.site)).collect(Collectors.joining(", ")));
        }
        return s.append("; close scopes sooner, use smaller batches, or see what is alive by -Dricci.leaks=true")
                .append(recording ? "; memory was not collected, because a step was being recorded" : "").toString();
    }

    private long sum(Predicate<CudaBlock> which) {
        long n = 0;
        for (CudaBlock b = first; b != null; b = b.after) {
            n += which.test(b) ? b.bytes() : 0;
        }
        return n;
    }

    private List<CudaBlock> all() {
        List<CudaBlock> all = new ArrayList<>();
        for (CudaBlock b = first; b != null; b = b.after) {
            all.add(b);
        }
        return all;
    }

    private List<CudaBlock> largest() {
        return all().stream().sorted(Comparator.comparingLong(CudaBlock::bytes).reversed()).limit(LARGEST).toList();
    }

    /** The places whose blocks are in use, the largest first. */
    String leaks() {
        if (!trace) {
            return "cuda: allocations are not traced; run with -Dricci.leaks=true";
        }
        Map<String, Long> sites = new LinkedHashMap<>();
        all().forEach(b -> sites.merge(b.site, b.bytes(), Long::sum));
        StringBuilder s = new StringBuilder("cuda: " + count + " blocks in use, " + Bytes.text(bytes));
        sites.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(20)
                .forEach(e -> s.append("\n  ").append(Bytes.text(e.getValue())).append(" from ").append(e.getKey()));
        return s.toString();
    }
}
