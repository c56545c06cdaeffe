package dev.ricci.backend;

/**
 * The type of an element.
 *
 * <p>Two types together compute in the later one, but for the two of 16 bits, which together make float32: the rule of the array API
 * standard, continued for an integer beside a floating-point type, which gives the latter (docs/TYPES.md has the table).
 */
public enum DType {
    /** One byte, 0 or 1. */
    BOOL(1),
    INT32(4),
    INT64(8),
    /** IEEE 754 binary16: 11 significant bits, 65504 at most. Stored only: it is computed with as float32. */
    FLOAT16(2),
    /** The upper half of a float32: 8 significant bits and the range of float32. Stored only: it is computed with as float32. */
    BFLOAT16(2),
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

    /** Whether it holds floating-point numbers, of any width. */
    public boolean isFloat() {
        return compareTo(FLOAT16) >= 0;
    }

    /** Whether it is float16 or bfloat16, which are stored but not computed in. */
    public boolean isHalf() {
        return this == FLOAT16 || this == BFLOAT16;
    }

    /** Whether it holds whole numbers; bool is no integer. */
    public boolean isInteger() {
        return this == INT32 || this == INT64;
    }

    /** The relative rounding error of one operation or, for the types of 16 bits, of storing a number; 0 for the exact types. */
    public double epsilon() {
        return switch (this) {
            case FLOAT16 -> 0x1p-11;
            case BFLOAT16 -> 0x1p-8;
            case FLOAT32 -> 0x1p-24;
            case FLOAT64 -> 0x1p-53;
            case BOOL, INT32, INT64 -> 0;
        };
    }

    /** The type of both together: the later, or float32 of float16 and bfloat16. */
    public DType promote(DType b) {
        if (this != b && isHalf() && b.isHalf()) {
            return FLOAT32;
        }
        return compareTo(b) >= 0 ? this : b;
    }

    /** The type in which formulas over views of these types are computed: all promoted, int32 at least, float32 in place of 16 bits. */
    public static DType computing(DType out, View... in) {
        DType t = INT32.promote(out);
        for (View v : in) {
            t = t.promote(v.dtype());
        }
        return t.computed();
    }

    /** The type that numbers of this type are computed in: int32 for bool, float32 for 16 bits, itself otherwise. */
    public DType computed() {
        return switch (this) {
            case BOOL -> INT32;
            case FLOAT16, BFLOAT16 -> FLOAT32;
            case INT32, INT64, FLOAT32, FLOAT64 -> this;
        };
    }

    /** The type that functions of real numbers give: itself where it is a floating-point type, float32 otherwise. */
    public DType real() {
        return isFloat() ? this : FLOAT32;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
