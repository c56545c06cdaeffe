package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.Memory;

/** Partial results of reductions made one. They travel as doubles; int32 ones wrap around as Java's do. */
final class Partial {
    private Partial() {}

    static double combine(Reduction r, DType type, double a, double b) {
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

    /** The identity as the computing type has it. */
    static double identity(Reduction r, DType type) {
        return type == DType.INT32 ? (int) r.identity() : r.identity();
    }

    /** Rounds a result to the computing type and stores it as an element of another. */
    static void store(DType type, double v, DType to, long address) {
        double rounded = type == DType.FLOAT32 ? (float) v : v;
        switch (to) {
            case BOOL -> Memory.setByte(address, (byte) (rounded != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) rounded);
            case FLOAT32 -> Memory.setFloat(address, (float) rounded);
            case FLOAT64 -> Memory.setDouble(address, rounded);
        }
    }

    /** The method here that combines, for generated code. */
    static String method(Reduction r, DType type) {
        boolean integers = type == DType.INT32;
        return switch (r) {
            case SUM -> integers ? "intSum" : "sum";
            case PROD -> integers ? "intProd" : "prod";
            case MAX -> "max";
            case MIN -> "min";
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
}
