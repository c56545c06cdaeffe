package dev.ricci.cpu.factor;

/** Brings the size of a matrix near 1 where squares of its elements would overflow or vanish; powers of two, so without rounding. */
final class Scaling {
    private static final double SMALL = 0x1p-100;
    private static final double LARGE = 0x1p100;

    private Scaling() {}

    /** Multiplies the matrix by the factor that it returns, most often 1. */
    static double normalise(Matrix m) {
        double factor = factor(m.largest());
        if (factor != 1) {
            m.scale(factor);
        }
        return factor;
    }

    /** The same for the lower triangle alone; what stands above is not looked at. */
    static double normaliseLower(Matrix m) {
        double most = 0;
        for (int i = 0; i < m.rows(); i++) {
            most = Math.max(most, m.part(i, 0, 1, i + 1).largest());
        }
        double factor = factor(most);
        for (int i = 0; factor != 1 && i < m.rows(); i++) {
            m.part(i, 0, 1, i + 1).scale(factor);
        }
        return factor;
    }

    private static double factor(double largest) {
        if (largest == 0 || largest > SMALL && largest < LARGE) {
            return 1;
        }
        return Math.scalb(1.0, Math.max(-1000, Math.min(1000, -Math.getExponent(largest))));
    }
}
