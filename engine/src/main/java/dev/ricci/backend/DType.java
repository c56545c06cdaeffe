package dev.ricci.backend;

/** The type of an element. The order is that of promotion: two types together compute in the later one. */
public enum DType {
    /** One byte, 0 or 1. */
    BOOL(1),
    INT32(4),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** The relative rounding error of one operation: 2^-24 for float32, 2^-53 for float64, 0 for the exact types. */
    public double epsilon() {
        return switch (this) {
            case FLOAT32 -> 0x1p-24;
            case FLOAT64 -> 0x1p-53;
            case BOOL, INT32 -> 0;
        };
    }

    /** The later of both in the order of promotion. */
    public DType promote(DType b) {
        return compareTo(b) >= 0 ? this : b;
    }

    /** The type in which formulas over views of these types are computed: the latest of all, INT32 at least. */
    public static DType computing(DType out, View... in) {
        DType t = INT32.promote(out);
        for (View v : in) {
            t = t.promote(v.dtype());
        }
        return t;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
