package dev.ricci.cuda.factor;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How far one matrix is, on the device: the structure {@code JacobiState} of jacobi.cuh.
 *
 * @param view a double, the shift, and four ints: exponent, done, sweeps, turned
 */
record JacobiState(View view) {
    private static final int DOUBLES = 3;
    private static final int DONE = 3;
    private static final int SWEEPS = 4;

    /** Fresh memory in the scope that is open; a kernel writes it. */
    static JacobiState allocate(Backend device) {
        return new JacobiState(device.allocate(DType.FLOAT64, DOUBLES));
    }

    /** Whether all sweeps are done; waits for the device. */
    boolean isDone() {
        return read(DONE) != 0;
    }

    /** How many sweeps were made; waits for the device. */
    int sweeps() {
        return read(SWEEPS);
    }

    private int read(int field) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment to = arena.allocate(JAVA_INT);
            view.backend().read(new View(view.buffer(), DType.INT32, new Layout(new int[] {1}, new long[] {1}, field)), to);
            return to.get(JAVA_INT, 0);
        }
    }
}
