package dev.ricci.cpu.product;

import java.lang.foreign.Arena;

/** The memory that a thread packs into; the collector frees it after the thread has ended. */
final class Scratch {
    /** Room for 512 columns of depth 512 in float64, and a tile's columns over. */
    private static final long COLUMN_BYTES = 4L << 20;

    private static final long ROW_BYTES = 1L << 20;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final long columns;
    final long rows;
    final long tile;

    /** Keeps the memory reachable. */
    private final Arena arena = Arena.ofAuto();

    private Scratch() {
        columns = arena.allocate(COLUMN_BYTES, 64).address();
        rows = arena.allocate(ROW_BYTES, 64).address();
        tile = arena.allocate(4096, 64).address();
    }

    static Scratch ofThread() {
        return OF_THREAD.get();
    }
}
