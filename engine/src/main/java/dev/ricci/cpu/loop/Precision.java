package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;

/**
 * The numbers by which one algorithm serves float32 and float64.
 *
 * @param fraction bits of the fraction: 23 or 52
 * @param bias of the exponent: 127 or 1023
 * @param rounder 1.5 * 2^fraction: adding it rounds to a whole number, which then stands in the lowest bits
 * @param largestExp above this exp overflows
 * @param smallestExp below this exp is 0
 * @param normalExp up to this |x| exp x is a normal number
 * @param ln2High the leading bits of ln 2, so that small multiples are exact
 * @param ln2Low the rest of ln 2
 * @param halfPi pi / 2 as the sum of three numbers
 * @param widestAngle up to this angle the reduction by multiples of pi / 2 is good
 */
record Precision(int fraction, int bias, double rounder, double largestExp, double smallestExp, double normalExp, double ln2High,
        double ln2Low, double[] halfPi, double widestAngle) {
    private static final Precision SINGLE = new Precision(23, 127, 0x1.8p23, 89, -104, 87, 0.693359375, -2.12194440e-4,
            new double[] {0x1.921fb6p0, -0x1.777a5cp-25, -0x1.ee59dap-50}, 0x1p22);
    private static final Precision DOUBLE = new Precision(52, 1023, 0x1.8p52, 710, -746, 708, 0x1.62e42feep-1, 0x1.a39ef35793c76p-33,
            new double[] {0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110}, 0x1p40);

    static Precision of(DType type) {
        return switch (type) {
            case FLOAT32 -> SINGLE;
            case FLOAT64 -> DOUBLE;
            case BOOL, INT32, INT64, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        };
    }

    boolean single() {
        return fraction == 23;
    }

    /** The bits of {@link #rounder}. */
    long rounderBits() {
        return single() ? Float.floatToRawIntBits((float) rounder) : Double.doubleToRawLongBits(rounder);
    }

    /** The bits of a number. */
    long bits(double v) {
        return single() ? Float.floatToRawIntBits((float) v) : Double.doubleToRawLongBits(v);
    }

    /** The sign bit alone. */
    long signBit() {
        return single() ? Integer.MIN_VALUE : Long.MIN_VALUE;
    }
}
