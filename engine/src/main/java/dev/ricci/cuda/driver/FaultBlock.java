package dev.ricci.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * A few numbers in the host's memory by which kernels tell of what they cannot throw.
 *
 * <p>The last number is not 0 where something is told. Who waits for the device next looks there and throws.
 */
public abstract sealed class FaultBlock permits IndexFaults, NumericalFaults {
    private final PinnedMemory memory;
    private final MemorySegment words;
    private final int count;

    /** The device's context must be current. */
    FaultBlock(int count) {
        this.count = count;
        memory = new PinnedMemory(4L * count);
        words = memory.segment().asSlice(0, 4L * count);
        words.fill((byte) 0);
    }

    /** Where kernels write: as many int as the block has, aligned to 16 bytes. */
    public final long address() {
        return words.address();
    }

    /** Throws what is told, which is then forgotten. All work is done, and no other begins meanwhile. */
    final void check() {
        if (words.getAtIndex(JAVA_INT, count - 1) != 0) {
            int[] told = words.toArray(JAVA_INT);
            words.fill((byte) 0);
            raise(told);
        }
    }

    /** Throws what the numbers tell. */
    abstract void raise(int[] told);

    final void close() {
        memory.close();
    }
}
