package dev.ricci.cpu.index;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Running extremes of dense float32 by the Vector API; apart, because it loads only where that is there. New extremes become rare, so
 * most vectors hold none and are filled with the one so far.
 */
final class VectorExtremes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> PLACES = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorExtremes() {}

    /** As {@link Extremes} goes on from the extreme that stands at start; writes nothing where to is 0. */
    static int floats(boolean max, long to, long where, long from, int first, int end, int start) {
        float sign = max ? 1 : -1; // the minimum is the maximum of the negatives
        float best = sign * Memory.getFloat(from + 4L * start);
        int at = start;
        int i = first;
        for (; i <= end - LANES.length(); i += LANES.length()) {
            long shift = 4L * i;
            FloatVector v = FloatVector.fromMemorySegment(LANES, Memory.ALL, from + shift, ORDER).mul(sign);
            if (best != best || v.compare(VectorOperators.LE, best).allTrue()) {
                if (to != 0) {
                    FloatVector.broadcast(LANES, best).mul(sign).intoMemorySegment(Memory.ALL, to + shift, ORDER);
                    IntVector.broadcast(PLACES, at).add(0).intoMemorySegment(Memory.ALL, where + shift, ORDER);
                }
                continue;
            }
            for (int j = i; j < i + LANES.length(); j++) {
                float x = sign * Memory.getFloat(from + 4L * j);
                if (!(x <= best) && best == best) {
                    best = x;
                    at = j;
                }
                put(to, where, j, sign * best, at);
            }
        }
        for (; i < end; i++) {
            float x = sign * Memory.getFloat(from + 4L * i);
            if (!(x <= best) && best == best) {
                best = x;
                at = i;
            }
            put(to, where, i, sign * best, at);
        }
        return at;
    }

    private static void put(long to, long where, int i, float best, int at) {
        if (to != 0) {
            Memory.setFloat(to + 4L * i, best);
            Memory.setInt(where + 4L * i, at);
        }
    }
}
