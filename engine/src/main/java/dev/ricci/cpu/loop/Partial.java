package dev.ricci.cpu.loop;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;

import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.Memory;

/**
 * Partial results of reductions made one. They travel as doubles, those of int64 as the bits of one: a double does not hold them all.
 * Integers wrap around as Java's do.
 */
final class Partial {
    private Partial() {}

    /** The type of elements as which partial results stand in memory. */
    static DType travelling(DType type) {
        return type == DType.INT64 ? DType.INT64 : DType.FLOAT64;
    }

    static double combine(Reduction r, DType type, double a, double b) {
        if (type == DType.INT64) {
            return switch (r) {
                case SUM -> longSum(a, b);
                case PROD -> longProd(a, b);
                case MAX -> longMax(a, b);
                case MIN -> longMin(a, b);
            };
        }
        if (type == DType.INT32) {
            return switch (r) {
                case SUM -> intSum(a, b);
                case PROD -> intProd(a, b);
                case MAX -> max(a, b);
                case MIN -> min(a, b);
            };
        }
        return r.combine(a, b);
    }

    /** Rounds a result to the computing type and stores it as an element of another. */
    static void store(DType type, double v, DType to, long address) {
        if (type == DType.INT64) {
            storeLong(doubleToRawLongBits(v), to, address);
            return;
        }
        double rounded = type == DType.FLOAT32 ? (float) v : v;
        switch (to) {
            case BOOL -> Memory.setByte(address, (byte) (rounded != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) rounded);
            case INT64 -> Memory.setLong(address, (long) rounded);
            case FLOAT16 -> Memory.setShort(address, Half.toFloat16(rounded));
            case BFLOAT16 -> Memory.setShort(address, Half.toBfloat16(rounded));
            case FLOAT32 -> Memory.setFloat(address, (float) rounded);
            case FLOAT64 -> Memory.setDouble(address, rounded);
        }
    }

    private static void storeLong(long v, DType to, long address) {
        switch (to) {
            case BOOL -> Memory.setByte(address, (byte) (v != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) v);
            case INT64 -> Memory.setLong(address, v);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(to + " computed in int64");
        }
    }

    /** The method here that combines, for generated code. */
    static String method(Reduction r, DType type) {
        boolean wide = type == DType.INT64;
        boolean integers = type == DType.INT32;
        return switch (r) {
            case SUM -> wide ? "longSum" : integers ? "intSum" : "sum";
            case PROD -> wide ? "longProd" : integers ? "intProd" : "prod";
            case MAX -> wide ? "longMax" : "max";
            case MIN -> wide ? "longMin" : "min";
        };
    }

    static double sum(double a, double b) {
        return a + b;
    }

    static double prod(double a, double b) {
        return a * b;
    }

    static double max(double a, double b) {
        return Math.max(a, b);
    }

    static double min(double a, double b) {
        return Math.min(a, b);
    }

    static double intSum(double a, double b) {
        return (int) a + (int) b;
    }

    static double intProd(double a, double b) {
        return (int) a * (int) b;
    }

    static double longSum(double a, double b) {
        return longBitsToDouble(doubleToRawLongBits(a) + doubleToRawLongBits(b));
    }

    static double longProd(double a, double b) {
        return longBitsToDouble(doubleToRawLongBits(a) * doubleToRawLongBits(b));
    }

    static double longMax(double a, double b) {
        return longBitsToDouble(Math.max(doubleToRawLongBits(a), doubleToRawLongBits(b)));
    }

    static double longMin(double a, double b) {
        return longBitsToDouble(Math.min(doubleToRawLongBits(a), doubleToRawLongBits(b)));
    }
}
