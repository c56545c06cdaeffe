package dev.ricci.backend;

/**
 * The numbers of 16 bits: float16 (IEEE 754 binary16) and bfloat16 (the upper half of a float32), to and from float and double.
 *
 * <p>Rounding is to the nearest and to even between two; NaN stays NaN, and what is too large becomes infinite.
 */
public final class Half {
    private Half() {}

    /** The value of float16 bits; each is a float. */
    public static float fromFloat16(short bits) {
        return Float.float16ToFloat(bits);
    }

    /** The float16 bits nearest to a float. */
    public static short toFloat16(float v) {
        return Float.floatToFloat16(v);
    }

    /** The float16 bits nearest to a double, rounded once. */
    public static short toFloat16(double v) {
        return Float.floatToFloat16(toOdd(v));
    }

    /** The value of bfloat16 bits; each is a float. */
    public static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bfloat16 bits nearest to a float. */
    public static short toBfloat16(float v) {
        int bits = Float.floatToRawIntBits(v);
        if (v != v) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /** The bfloat16 bits nearest to a double, rounded once. */
    public static short toBfloat16(double v) {
        return toBfloat16(toOdd(v));
    }

    /**
     * A double as a float, rounded to odd: of the two floats beside it the one whose last bit is 1. Rounding that again to fewer bits
     * gives what rounding the double would (Boldo and Melquiond 2008).
     */
    static float toOdd(double v) {
        float f = (float) v;
        if (f == v || f != f) {
            return f;
        }
        int bits = Float.floatToRawIntBits(f);
        return (bits & 1) != 0 ? f : Float.intBitsToFloat(Math.abs(f) < Math.abs(v) ? bits + 1 : bits - 1);
    }
}
