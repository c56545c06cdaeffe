package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Square blocks transposed in registers: pairs of rows exchange halves, then quarters, then single elements. By the Vector API; a class
 * of its own, so that it loads only where that is there.
 */
final class Transposition {
    /** Rows and columns of a block of 32-bit elements. */
    static final int INTS = 8;
    /** Rows and columns of a block of 64-bit elements. */
    static final int LONGS = 4;

    private static final VectorSpecies<Integer> I = IntVector.SPECIES_256;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_256;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final IntVector HALF_LOW = lanes(0, 1, 2, 3, 8, 9, 10, 11);
    private static final IntVector HALF_HIGH = lanes(4, 5, 6, 7, 12, 13, 14, 15);
    private static final IntVector QUARTER_LOW = lanes(0, 1, 8, 9, 4, 5, 12, 13);
    private static final IntVector QUARTER_HIGH = lanes(2, 3, 10, 11, 6, 7, 14, 15);
    private static final IntVector SINGLE_LOW = lanes(0, 8, 2, 10, 4, 12, 6, 14);
    private static final IntVector SINGLE_HIGH = lanes(1, 9, 3, 11, 5, 13, 7, 15);
    private static final LongVector WIDE_HALF_LOW = wideLanes(0, 1, 4, 5);
    private static final LongVector WIDE_HALF_HIGH = wideLanes(2, 3, 6, 7);
    private static final LongVector WIDE_SINGLE_LOW = wideLanes(0, 4, 2, 6);
    private static final LongVector WIDE_SINGLE_HIGH = wideLanes(1, 5, 3, 7);

    private Transposition() {}

    private static IntVector lanes(int... lanes) {
        return IntVector.fromArray(I, lanes, 0);
    }

    private static LongVector wideLanes(long... lanes) {
        return LongVector.fromArray(L, lanes, 0);
    }

    private static IntVector row(long at) {
        return IntVector.fromMemorySegment(I, Memory.ALL, at, ORDER);
    }

    private static LongVector wide(long at) {
        return LongVector.fromMemorySegment(L, Memory.ALL, at, ORDER);
    }

    /** Eight rows of eight, the given bytes apart, to eight columns, whose rows are so many bytes apart. */
    static void ints(long at, long step, long to, long stepTo) {
        IntVector r0 = row(at);
        IntVector r1 = row(at + step);
        IntVector r2 = row(at + 2 * step);
        IntVector r3 = row(at + 3 * step);
        IntVector r4 = row(at + 4 * step);
        IntVector r5 = row(at + 5 * step);
        IntVector r6 = row(at + 6 * step);
        IntVector r7 = row(at + 7 * step);
        quarters(HALF_LOW.selectFrom(r0, r4), HALF_LOW.selectFrom(r1, r5), HALF_LOW.selectFrom(r2, r6), HALF_LOW.selectFrom(r3, r7),
                to, stepTo);
        quarters(HALF_HIGH.selectFrom(r0, r4), HALF_HIGH.selectFrom(r1, r5), HALF_HIGH.selectFrom(r2, r6), HALF_HIGH.selectFrom(r3, r7),
                to + 4 * stepTo, stepTo);
    }

    /** Four columns: in each vector, elements of its row and, four lanes on, of the row four below. */
    private static void quarters(IntVector a, IntVector b, IntVector c, IntVector d, long to, long stepTo) {
        IntVector e = QUARTER_LOW.selectFrom(a, c);
        IntVector f = QUARTER_LOW.selectFrom(b, d);
        IntVector g = QUARTER_HIGH.selectFrom(a, c);
        IntVector h = QUARTER_HIGH.selectFrom(b, d);
        SINGLE_LOW.selectFrom(e, f).intoMemorySegment(Memory.ALL, to, ORDER);
        SINGLE_HIGH.selectFrom(e, f).intoMemorySegment(Memory.ALL, to + stepTo, ORDER);
        SINGLE_LOW.selectFrom(g, h).intoMemorySegment(Memory.ALL, to + 2 * stepTo, ORDER);
        SINGLE_HIGH.selectFrom(g, h).intoMemorySegment(Memory.ALL, to + 3 * stepTo, ORDER);
    }

    /** The same for four rows of four 64-bit elements. */
    static void longs(long at, long step, long to, long stepTo) {
        LongVector a = wide(at);
        LongVector b = wide(at + step);
        LongVector c = wide(at + 2 * step);
        LongVector d = wide(at + 3 * step);
        LongVector e = WIDE_HALF_LOW.selectFrom(a, c);
        LongVector f = WIDE_HALF_LOW.selectFrom(b, d);
        LongVector g = WIDE_HALF_HIGH.selectFrom(a, c);
        LongVector h = WIDE_HALF_HIGH.selectFrom(b, d);
        WIDE_SINGLE_LOW.selectFrom(e, f).intoMemorySegment(Memory.ALL, to, ORDER);
        WIDE_SINGLE_HIGH.selectFrom(e, f).intoMemorySegment(Memory.ALL, to + stepTo, ORDER);
        WIDE_SINGLE_LOW.selectFrom(g, h).intoMemorySegment(Memory.ALL, to + 2 * stepTo, ORDER);
        WIDE_SINGLE_HIGH.selectFrom(g, h).intoMemorySegment(Memory.ALL, to + 3 * stepTo, ORDER);
    }
}
