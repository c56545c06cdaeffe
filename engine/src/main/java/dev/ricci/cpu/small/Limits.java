package dev.ricci.cpu.small;

import dev.ricci.backend.DType;

/**
 * The thresholds of one element type.
 *
 * @param rounding   the distance of 1 to the next number
 * @param normal     largest absolute values between 1 / normal and normal are left as they are; others are brought near 1
 * @param nothing    where the square of a column is less, and the longest is near 1, Jacobi's rotations take the column for zero
 * @param small      a square below this has lost digits to underflow
 * @param large      what such numbers are multiplied by before they are squared: a power of two
 * @param tiny       an element beside the diagonal that is as good as zero whatever stands on it
 * @param invertible the reciprocal of larger numbers is finite and exact to rounding
 * @param exponent   powers of two up to this one, and their reciprocals, are numbers with all digits
 */
record Limits(double rounding, double normal, double nothing, double small, double large, double tiny, double invertible,
        int exponent) {
    private static final Limits FLOAT64 = new Limits(0x1p-52, 4, 0x1p-800, 0x1p-800, 0x1p400, 0x1p-700, 0x1p-1000,
            1000);
    private static final Limits FLOAT32 = new Limits(0x1p-23, 4, 0x1p-100, 0x1p-90, 0x1p50, 0x1p-90, 0x1p-120,
            125);

    static Limits of(DType type) {
        return type == DType.FLOAT64 ? FLOAT64 : FLOAT32;
    }
}
