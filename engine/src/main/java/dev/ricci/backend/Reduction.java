package dev.ricci.backend;

/** How many numbers become one. */
public enum Reduction {
    SUM(0),
    PROD(1),
    MAX(Double.NEGATIVE_INFINITY),
    MIN(Double.POSITIVE_INFINITY);

    private final double identity;

    Reduction(double identity) {
        this.identity = identity;
    }

    /** The result over no elements. */
    public double identity() {
        return identity;
    }

    /** Two numbers made one; NaN goes through. */
    public double combine(double a, double b) {
        return switch (this) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }
}
