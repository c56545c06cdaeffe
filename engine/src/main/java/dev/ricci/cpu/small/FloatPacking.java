package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The packing of float32; the one of float64 is the same text with its names. */
final class FloatPacking extends Packing {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = S.length();
    private static final int HALF = LANES / 2;
    private static final int QUARTER = LANES / 4;
    private static final boolean FIRST_TWO = LANES >= 8;
    private static final boolean LAST_TWO = LANES >= 16;
    private static final long WIDTH = S.vectorByteSize();

    /** Lanes of two vectors taken in turn: the first halves, the second halves. */
    private static final IntVector LOW = (IntVector) BITS.fromArray(zip(0), 0);

    private static final IntVector HIGH = (IntVector) BITS.fromArray(zip(HALF), 0);

    FloatPacking() {
        super(LANES, Float.BYTES);
    }

    private static int[] zip(int from) {
        int[] lanes = new int[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = from + i / 2 + i % 2 * LANES;
        }
        return lanes;
    }

    @Override
    void pack(Grid grid, long[] from, long cells, long stage) {
        int whole = grid.dense ? grid.count / LANES * LANES : 0;
        for (int e = 0; e < whole; e += LANES) {
            gather(from, (long) e * Float.BYTES, stage);
            spread(stage(stage), cells, grid.cells, e);
        }
        for (int e = whole; e < grid.count; e++) {
            long cell = cells + grid.cells[e];
            for (int lane = 0; lane < LANES; lane++) {
                Memory.setFloat(cell + (long) lane * Float.BYTES, Memory.getFloat(from[lane] + grid.elements[e]));
            }
        }
    }

    @Override
    void unpack(Grid grid, long cells, long[] to, long stage) {
        int whole = grid.dense ? grid.count / LANES * LANES : 0;
        for (int e = 0; e < whole; e += LANES) {
            collect(cells, grid.cells, e, stage);
            scatter(stage(stage), to, (long) e * Float.BYTES);
        }
        for (int e = whole; e < grid.count; e++) {
            long cell = cells + grid.cells[e];
            for (int lane = 0; lane < LANES; lane++) {
                Memory.setFloat(to[lane] + grid.elements[e], Memory.getFloat(cell + (long) lane * Float.BYTES));
            }
        }
    }

    // A square of LANES by LANES is transposed by log2 LANES perfect shuffles (Stone, "Parallel processing with the perfect shuffle",
    // 1971), two at a time where there are as many: the first reads from the matrices or cells, the last writes to the others.

    private static void gather(long[] from, long offset, long stage) {
        for (int i = 0; FIRST_TWO && i < QUARTER; i++) {
            long to = stage + 4 * i * WIDTH;
            quad(from[i] + offset, from[i + QUARTER] + offset, from[i + HALF] + offset, from[i + HALF + QUARTER] + offset,
                    to, to + WIDTH, to + 2 * WIDTH, to + 3 * WIDTH);
        }
        for (int i = 0; !FIRST_TWO && i < HALF; i++) {
            zip(from[i] + offset, from[i + HALF] + offset, stage + 2 * i * WIDTH, stage + (2 * i + 1) * WIDTH);
        }
    }

    private static void collect(long cells, int[] position, int e, long stage) {
        for (int i = 0; FIRST_TWO && i < QUARTER; i++) {
            long to = stage + 4 * i * WIDTH;
            int p = e + i;
            quad(cells + position[p], cells + position[p + QUARTER], cells + position[p + HALF], cells + position[p + HALF + QUARTER],
                    to, to + WIDTH, to + 2 * WIDTH, to + 3 * WIDTH);
        }
        for (int i = 0; !FIRST_TWO && i < HALF; i++) {
            zip(cells + position[e + i], cells + position[e + i + HALF], stage + 2 * i * WIDTH, stage + (2 * i + 1) * WIDTH);
        }
    }

    /** The shuffles between the first two and the last two. */
    private static long stage(long stage) {
        for (int left = LANES; left > 16; left /= 2) {
            for (int i = 0; i < HALF; i++) {
                long to = stage + (LANES + 2 * i) * WIDTH;
                zip(stage + i * WIDTH, stage + (i + HALF) * WIDTH, to, to + WIDTH);
            }
            stage += LANES * WIDTH;
        }
        return stage;
    }

    private static void spread(long stage, long cells, int[] position, int e) {
        for (int i = 0; LAST_TWO && i < QUARTER; i++) {
            long from = stage + i * WIDTH;
            int p = e + 4 * i;
            quad(from, from + QUARTER * WIDTH, from + HALF * WIDTH, from + (HALF + QUARTER) * WIDTH,
                    cells + position[p], cells + position[p + 1], cells + position[p + 2], cells + position[p + 3]);
        }
        for (int i = 0; !LAST_TWO && i < HALF; i++) {
            zip(stage + i * WIDTH, stage + (i + HALF) * WIDTH, cells + position[e + 2 * i], cells + position[e + 2 * i + 1]);
        }
    }

    private static void scatter(long stage, long[] to, long offset) {
        for (int i = 0; LAST_TWO && i < QUARTER; i++) {
            long from = stage + i * WIDTH;
            quad(from, from + QUARTER * WIDTH, from + HALF * WIDTH, from + (HALF + QUARTER) * WIDTH,
                    to[4 * i] + offset, to[4 * i + 1] + offset, to[4 * i + 2] + offset, to[4 * i + 3] + offset);
        }
        for (int i = 0; !LAST_TWO && i < HALF; i++) {
            zip(stage + i * WIDTH, stage + (i + HALF) * WIDTH, to[2 * i] + offset, to[2 * i + 1] + offset);
        }
    }

    private static void zip(long first, long second, long even, long odd) {
        IntVector x = IntVector.fromMemorySegment(BITS, ALL, at(first), ORDER);
        IntVector y = IntVector.fromMemorySegment(BITS, ALL, at(second), ORDER);
        LOW.selectFrom(x, y).intoMemorySegment(ALL, at(even), ORDER);
        HIGH.selectFrom(x, y).intoMemorySegment(ALL, at(odd), ORDER);
    }

    /** Two shuffles of the four vectors that come together in both. */
    private static void quad(long a, long b, long c, long d, long first, long second, long third, long fourth) {
        IntVector x = IntVector.fromMemorySegment(BITS, ALL, at(a), ORDER);
        IntVector y = IntVector.fromMemorySegment(BITS, ALL, at(b), ORDER);
        IntVector z = IntVector.fromMemorySegment(BITS, ALL, at(c), ORDER);
        IntVector w = IntVector.fromMemorySegment(BITS, ALL, at(d), ORDER);
        IntVector low = LOW.selectFrom(x, z);
        IntVector more = LOW.selectFrom(y, w);
        LOW.selectFrom(low, more).intoMemorySegment(ALL, at(first), ORDER);
        HIGH.selectFrom(low, more).intoMemorySegment(ALL, at(second), ORDER);
        IntVector high = HIGH.selectFrom(x, z);
        IntVector most = HIGH.selectFrom(y, w);
        LOW.selectFrom(high, most).intoMemorySegment(ALL, at(third), ORDER);
        HIGH.selectFrom(high, most).intoMemorySegment(ALL, at(fourth), ORDER);
    }

    @Override
    void survey(long cells, int count, long largest, long finite) {
        FloatVector most = FloatVector.fromMemorySegment(S, ALL, at(largest), ORDER);
        FloatVector sum = FloatVector.fromMemorySegment(S, ALL, at(finite), ORDER);
        FloatVector zero = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(cells + i * WIDTH), ORDER).abs();
            most = most.blend(x, x.compare(VectorOperators.GT, most));
            sum = x.fma(zero, sum);
        }
        most.intoMemorySegment(ALL, at(largest), ORDER);
        sum.intoMemorySegment(ALL, at(finite), ORDER);
    }

    @Override
    void multiply(long cells, int count, long by) {
        FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(by), ORDER);
        for (int i = 0; i < count; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(cells + i * WIDTH), ORDER).mul(f)
                    .intoMemorySegment(ALL, at(cells + i * WIDTH), ORDER);
        }
    }

    @Override
    void fill(long cells, int count, int value) {
        FloatVector v = FloatVector.broadcast(S, (float) value);
        for (int i = 0; i < count; i++) {
            v.intoMemorySegment(ALL, at(cells + i * WIDTH), ORDER);
        }
    }

    @Override
    void copy(long from, long fromStep, long to, long toStep, int count) {
        for (int i = 0; i < count; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(from + i * fromStep), ORDER).intoMemorySegment(ALL, at(to + i * toStep), ORDER);
        }
    }
}
