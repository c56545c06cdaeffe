package dev.ricci.demos.training;

import dev.ricci.backend.DType;

/** The type of number that a model computes in. */
public enum Precision {
    /** 32 bits: the usual choice. */
    F32(DType.FLOAT32),
    /** 64 bits: slower, for comparison. */
    F64(DType.FLOAT64);

    private final DType dtype;

    Precision(DType dtype) {
        this.dtype = dtype;
    }

    /** The type of the tensors. */
    public DType dtype() {
        return dtype;
    }

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
