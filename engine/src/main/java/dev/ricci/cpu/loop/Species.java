package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** How wide this machine's vectors are; only loaded where the Vector API is present. */
final class Species {
    private Species() {}

    static int lanes(DType type) {
        return switch (type) {
            case FLOAT32 -> FloatVector.SPECIES_PREFERRED.length();
            case FLOAT64 -> DoubleVector.SPECIES_PREFERRED.length();
            case INT32 -> IntVector.SPECIES_PREFERRED.length();
            case INT64 -> LongVector.SPECIES_PREFERRED.length();
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError("nothing is computed in " + type);
        };
    }
}
