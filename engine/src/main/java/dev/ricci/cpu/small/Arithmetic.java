package dev.ricci.cpu.small;

import dev.ricci.backend.DType;

/** The steps of one element type; only loaded where the Vector API is present. */
record Arithmetic(DType type, Limits limits, Packing packing, Elimination elimination, Reflections reflections, Rotations rotations) {
    private static final Arithmetic FLOAT32 = new Arithmetic(DType.FLOAT32, Limits.of(DType.FLOAT32), new FloatPacking(),
            new FloatElimination(), new FloatReflections(), new FloatRotations());
    private static final Arithmetic FLOAT64 = new Arithmetic(DType.FLOAT64, Limits.of(DType.FLOAT64), new DoublePacking(),
            new DoubleElimination(), new DoubleReflections(), new DoubleRotations());

    static Arithmetic of(DType type) {
        return type == DType.FLOAT64 ? FLOAT64 : FLOAT32;
    }

    /** The matrices that are computed side by side. */
    int lanes() {
        return packing.lanes;
    }

    /** The bytes of a cell. */
    long width() {
        return packing.width;
    }
}
