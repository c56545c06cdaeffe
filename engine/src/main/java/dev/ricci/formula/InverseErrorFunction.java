package dev.ricci.formula;

/**
 * The inverses of the error function and of its complement in double precision.
 *
 * <p>Wichura: Algorithm AS 241, The percentage points of the normal distribution, Applied Statistics 37 (1988), PPND16. Its three
 * rational functions are those of q = p - 1/2 and of the smaller of p and 1 - p, which both inverses know without rounding.
 */
final class InverseErrorFunction {
    private static final double CENTRAL = 0.425;
    private static final double[] CENTRE_UP = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
        1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    private static final double[] CENTRE_DOWN = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    private static final double[] TAIL_UP = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
        3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
        7.74545014278341407640e-4};
    private static final double[] TAIL_DOWN = {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
    private static final double[] FAR_UP = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
        2.01033439929228813265e-7};
    private static final double[] FAR_DOWN = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

    private InverseErrorFunction() {}

    /** Infinite at 1 and -1, NaN beyond. */
    static double erfinv(double x) {
        double size = Math.abs(x);
        return size <= 2 * CENTRAL ? centre(x / 2) : Math.copySign(tail((1 - size) / 2), x);
    }

    /** Infinite at 0 and 2, NaN beyond. */
    static double erfcinv(double x) {
        if (Math.abs(1 - x) <= 2 * CENTRAL) {
            return centre((1 - x) / 2);
        }
        return x < 1 ? tail(x / 2) : -tail((2 - x) / 2);
    }

    private static double centre(double q) {
        double r = 0.180625 - q * q;
        return Math.sqrt(0.5) * q * ratio(CENTRE_UP, CENTRE_DOWN, r);
    }

    /** For the probability of the tail; 0 gives infinity, less gives NaN. */
    private static double tail(double p) {
        if (p == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double r = Math.sqrt(-Math.log(p));
        double value = r <= 5 ? ratio(TAIL_UP, TAIL_DOWN, r - 1.6) : ratio(FAR_UP, FAR_DOWN, r - 5);
        return Math.sqrt(0.5) * value;
    }

    private static double ratio(double[] up, double[] down, double x) {
        double n = up[7];
        double d = down[7];
        for (int i = 6; i >= 0; i--) {
            n = n * x + up[i];
            d = d * x + down[i];
        }
        return n / d;
    }
}
