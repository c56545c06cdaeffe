package dev.ricci.cpu;

import jdk.incubator.vector.FloatVector;

/** The width of this machine's vectors; apart, because it loads only where the Vector API is there. */
final class VectorWidth {
    private VectorWidth() {}

    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
