package dev.ricci.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ricci.backend.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of one launch, written into a native block of this thread.
 *
 * <p>The driver copies them before a launch returns, so the block is used again at once; and one raw block costs a tenth of what
 * boxed pointers cost. Values stand at their natural alignment, as the compiler of the kernel lays them out; what stands between
 * {@link #begin} and {@link #end} is one structure passed by value.
 */
public final class Arguments {
    /** What a launch may carry on every device that we support. */
    private static final int MOST_BYTES = 4096;

    private static final int MOST = 64;
    private static final ThreadLocal<Arguments> MINE = ThreadLocal.withInitial(Arguments::new);

    private final MemorySegment values = Arena.ofAuto().allocate(MOST_BYTES, 16);
    private final MemorySegment table = Arena.ofAuto().allocate(8L * MOST, 16);
    private final long base = values.address();
    private final Raw raw = new Raw(table.address());
    /** What the launch will touch: reachable until then, or another thread could be given its memory meanwhile. */
    private final List<View> views = new ArrayList<>();
    private final int[] sizes = new int[MOST];
    private int bytes;
    private int count;
    private int opened;
    private boolean inside;

    private Arguments() {}

    /** This thread's block, emptied. */
    public static Arguments start() {
        Arguments a = MINE.get();
        a.bytes = 0;
        a.count = 0;
        a.inside = false;
        a.views.clear();
        return a;
    }

    private long place(int size) {
        return place(size, size);
    }

    private long place(int size, int alignment) {
        bytes = bytes + alignment - 1 & -alignment;
        if (!inside) {
            sizes[count] = size;
            table.setAtIndex(JAVA_LONG, count++, base + bytes);
        }
        long at = bytes;
        bytes += size;
        return at;
    }

    /** A pointer to the view's first element. @throws IllegalStateException when the scope that owned the memory has closed */
    public Arguments address(View v) {
        views.add(v);
        return pointer(CudaBlock.address(v));
    }

    /** The same, or a null pointer where there is no view. */
    public Arguments addressOrNull(View v) {
        return v == null ? pointer(0) : address(v);
    }

    /** A pointer to somewhere in the view's memory, as axes give it. */
    public Arguments address(View v, long address) {
        views.add(v);
        return pointer(address);
    }

    /** A pointer to memory that the device itself keeps: nothing of a tensor's. */
    public Arguments pointer(long address) {
        values.set(JAVA_LONG, place(8), address);
        return this;
    }

    public Arguments int32(int v) {
        values.set(JAVA_INT, place(4), v);
        return this;
    }

    public Arguments int64(long v) {
        values.set(JAVA_LONG, place(8), v);
        return this;
    }

    public Arguments float32(float v) {
        values.set(JAVA_FLOAT, place(4), v);
        return this;
    }

    public Arguments float64(double v) {
        values.set(JAVA_DOUBLE, place(8), v);
        return this;
    }

    /** The first of an array, inside a structure. For the few that they are, a loop takes a fraction of the time of a copy. */
    public Arguments int32s(int[] v, int count) {
        long at = place(4 * count, 4);
        for (int i = 0; i < count; i++) {
            values.set(JAVA_INT, at + 4L * i, v[i]);
        }
        return this;
    }

    /** The first of an array, inside a structure. */
    public Arguments float64s(double[] v, int count) {
        long at = place(8 * count, 8);
        for (int i = 0; i < count; i++) {
            values.set(JAVA_DOUBLE, at + 8L * i, v[i]);
        }
        return this;
    }

    /** Begins a structure passed by value, aligned to its widest field. */
    public Arguments begin(int alignment) {
        bytes = bytes + alignment - 1 & -alignment;
        table.setAtIndex(JAVA_LONG, count++, base + bytes);
        opened = bytes;
        inside = true;
        return this;
    }

    /** Ends a structure whose size is a multiple of its alignment. */
    public Arguments end(int alignment) {
        bytes = bytes + alignment - 1 & -alignment;
        sizes[count - 1] = bytes - opened;
        inside = false;
        return this;
    }

    /** Leaves fields of a structure as they are: the kernel does not read them. */
    public Arguments skip(int size) {
        bytes += size;
        if (!inside || bytes > MOST_BYTES) {
            throw new AssertionError("arguments: " + bytes + " bytes, or a gap outside of a structure");
        }
        return this;
    }

    /** How many bytes each has. The driver copies as many as the kernel has, whatever stands there. */
    int[] sizes() {
        return Arrays.copyOf(sizes, count);
    }

    /** As a launch takes them. */
    Raw raw() {
        return raw;
    }

    /** The views whose addresses were written. */
    List<View> views() {
        return views;
    }
}
