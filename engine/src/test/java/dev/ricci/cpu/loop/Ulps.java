package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;

/** Errors in units in the last place of a type. */
final class Ulps {
    private Ulps() {}

    /**
     * The error of found, whose value should be want + rest, rest in units in the last place of want. Infinite where one is NaN and the
     * other is not, where an infinity or an exact zero is not met, and where the sign of a zero is wrong.
     */
    static double error(DType type, double found, double want, double rest) {
        if (Double.isNaN(want) || Double.isNaN(found)) {
            return Double.isNaN(want) == Double.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
        }
        boolean single = type == DType.FLOAT32;
        if (Double.compare(found, single ? (float) want : want) == 0 && rest == 0 && !single) {
            return 0;
        }
        if (Double.isInfinite(want) || want == 0 && rest == 0) {
            return Double.compare(found, want) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Math.copySign(1, found) != Math.copySign(1, want)) {
            return Double.POSITIVE_INFINITY;
        }
        double unit = single ? Math.ulp((float) want) : Math.ulp(want);
        if (single && Float.isInfinite((float) want)) {
            return Double.isInfinite(found) ? 0 : (Math.abs(want) - Math.abs(found)) / Math.ulp(Float.MAX_VALUE);
        }
        if (Double.isInfinite(found)) { // as if exponents had no bound
            return single ? (0x1p128 - Math.abs(want)) / unit : 1;
        }
        return Math.abs((found - want) / unit - rest);
    }
}
