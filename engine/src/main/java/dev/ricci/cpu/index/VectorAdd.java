package dev.ricci.cpu.index;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds runs of float32 by the Vector API; apart, because it loads only where that is there. */
final class VectorAdd {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** The shortest run that is quicker this way. */
    static final int WORTH = LANES.length();

    private VectorAdd() {}

    /** Each of n numbers at target grows by the one at source. */
    static void floats(int n, long target, long source) {
        int bound = LANES.loopBound(n);
        for (int i = 0; i < bound; i += LANES.length()) {
            long shift = (long) i * Float.BYTES;
            FloatVector sum = FloatVector.fromMemorySegment(LANES, Memory.ALL, target + shift, ORDER)
                    .add(FloatVector.fromMemorySegment(LANES, Memory.ALL, source + shift, ORDER));
            sum.intoMemorySegment(Memory.ALL, target + shift, ORDER);
        }
        for (int i = bound; i < n; i++) {
            long shift = (long) i * Float.BYTES;
            Memory.setFloat(target + shift, Memory.getFloat(target + shift) + Memory.getFloat(source + shift));
        }
    }
}
