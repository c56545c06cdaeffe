package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Finite} in the Vector API; a class of its own, so that it loads only where that is there. */
final class FiniteLanes {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FiniteLanes() {}

    /** Of at least one vector of numbers; the last may be looked at twice. */
    static boolean float32(long at, int count) {
        int width = INTS.length();
        IntVector carries = carries(at);
        IntVector others = carries;
        int i = width;
        for (; i <= count - 2 * width; i += 2 * width) {
            carries = carries.or(carries(at + 4L * i));
            others = others.or(carries(at + 4L * (i + width)));
        }
        for (; i < count; i += width) {
            carries = carries.or(carries(at + 4L * Math.min(i, count - width)));
        }
        return carries.or(others).reduceLanes(VectorOperators.OR) >= 0;
    }

    private static IntVector carries(long at) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, at, ORDER).and(Integer.MAX_VALUE).add(Finite.FLOAT_ONE);
    }

    /** As {@link #float32}. */
    static boolean float64(long at, int count) {
        int width = LONGS.length();
        LongVector carries = wideCarries(at);
        LongVector others = carries;
        int i = width;
        for (; i <= count - 2 * width; i += 2 * width) {
            carries = carries.or(wideCarries(at + 8L * i));
            others = others.or(wideCarries(at + 8L * (i + width)));
        }
        for (; i < count; i += width) {
            carries = carries.or(wideCarries(at + 8L * Math.min(i, count - width)));
        }
        return carries.or(others).reduceLanes(VectorOperators.OR) >= 0;
    }

    private static LongVector wideCarries(long at) {
        return LongVector.fromMemorySegment(LONGS, Memory.ALL, at, ORDER).and(Long.MAX_VALUE).add(Finite.DOUBLE_ONE);
    }
}
