package dev.ricci.cpu.random;

import dev.ricci.cpu.host.VectorApi;

/**
 * The inverse of the standard normal distribution, relative error about 1e-16.
 *
 * <p>Wichura: Algorithm AS 241, The percentage points of the normal distribution, Applied Statistics 37 (1988), routine PPND16. Each
 * step is rounded by itself (no fused multiply-add) and the logarithm is fdlibm's, so that every device can give the same bits.
 */
public final class NormalQuantile {
    private static final double A0 = 3.3871328727963666080e0;
    private static final double A1 = 1.3314166789178437745e2;
    private static final double A2 = 1.9715909503065514427e3;
    private static final double A3 = 1.3731693765509461125e4;
    private static final double A4 = 4.5921953931549871457e4;
    private static final double A5 = 6.7265770927008700853e4;
    private static final double A6 = 3.3430575583588128105e4;
    private static final double A7 = 2.5090809287301226727e3;
    private static final double B1 = 4.2313330701600911252e1;
    private static final double B2 = 6.8718700749205790830e2;
    private static final double B3 = 5.3941960214247511077e3;
    private static final double B4 = 2.1213794301586595867e4;
    private static final double B5 = 3.9307895800092710610e4;
    private static final double B6 = 2.8729085735721942674e4;
    private static final double B7 = 5.2264952788528545610e3;
    private static final double[] C = {
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
    private static final double[] D = {
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
    private static final double[] E = {
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
    private static final double[] F = {
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

    private static final double CENTRE = 0.425;
    private static final double CENTRE_SQUARED = 0.180625;
    private static final double FAR = 5;

    private NormalQuantile() {}

    /** All of p in place, 0 < p < 1 in multiples of 2^-53, with the bits of {@link #at}. */
    static void all(double[] p, int n, long first) {
        int made = VectorApi.present() ? NormalLanes.all(p, n, C, D) : 0;
        for (int i = made; i < n; i++) {
            p[i] = at(p[i]);
        }
    }

    private static double centre(double q) {
        double r = CENTRE_SQUARED - q * q;
        return q * (((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0)
                / (((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1);
    }

    /** The x that a standard normal variable stays below with probability p; infinite at 0 and 1, NaN outside [0, 1]. */
    public static double at(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= CENTRE) {
            return centre(q);
        }
        double tail = q < 0 ? p : 1 - p;
        if (!(tail > 0)) {
            return tail == 0 ? Math.signum(q) * Double.POSITIVE_INFINITY : Double.NaN;
        }
        double r = Math.sqrt(-StrictMath.log(tail));
        double x = r <= FAR
                ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
                : polynomial(E, r - FAR) / polynomial(F, r - FAR);
        return q < 0 ? -x : x;
    }

    private static double polynomial(double[] c, double x) {
        return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
    }
}
