package dev.ricci.cuda.library;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory for the two factors of a call, which cuBLAS reads before it returns: arrays of the heap would stop the collector. */
final class Scalars {
    private static final long SECOND = 8;

    private final MemorySegment memory = Arena.ofAuto().allocate(2 * SECOND, SECOND);

    /** Writes both, as doubles or as floats. */
    void set(Gemm g) {
        if (g.kind() == Gemm.Kind.FLOAT64) {
            memory.set(JAVA_DOUBLE, 0, g.scale());
            memory.set(JAVA_DOUBLE, SECOND, g.keep());
        } else {
            memory.set(JAVA_FLOAT, 0, (float) g.scale());
            memory.set(JAVA_FLOAT, SECOND, (float) g.keep());
        }
    }

    MemorySegment scale() {
        return memory.asSlice(0, SECOND);
    }

    MemorySegment keep() {
        return memory.asSlice(SECOND, SECOND);
    }
}
