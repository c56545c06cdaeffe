package dev.ricci.cpu.random;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link NormalQuantile} on lanes, with its bits. The centre is computed of all; the 15% in the tails are gathered side by side, so that
 * their logarithms and roots fill lanes too, and put back. Apart, because it loads only where the Vector API is there.
 */
final class NormalLanes {
    private static final double[] A = {
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    private static final double[] B = {
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    private static final double CENTRE = 0.425;
    private static final double CENTRE_SQUARED = 0.180625;
    /** Below this sqrt(-log p) is more than 5, and other coefficients hold. */
    private static final double FAR = 1.4e-11;

    private NormalLanes() {}

    /** All of p in place, 0 < p < 1 in multiples of 2^-53. @return how many, a multiple of the lanes */
    static int all(double[] p, int n, double[] above, double[] below) {
        int count = LogLanes.COUNT;
        int whole = n / count * count;
        double[] tails = new double[whole + count];
        byte[] masks = new byte[whole / count];
        int found = 0;
        for (int i = 0; i < whole; i += count) {
            DoubleVector q = DoubleVector.fromArray(LogLanes.LANES, p, i).sub(0.5);
            VectorMask<Double> tail = q.abs().compare(VectorOperators.GT, CENTRE);
            q.compress(tail).intoArray(tails, found);
            found += tail.trueCount();
            masks[i / count] = (byte) tail.toLong();
            DoubleVector r = q.mul(q).neg().add(CENTRE_SQUARED);
            q.mul(polynomial(A, r)).div(polynomial(B, r)).intoArray(p, i);
        }
        tails(tails, found, above, below);
        int at = 0;
        for (int i = 0; i < whole; i += count) {
            VectorMask<Double> tail = VectorMask.fromLong(LogLanes.LANES, masks[i / count]);
            DoubleVector x = DoubleVector.fromArray(LogLanes.LANES, tails, at).expand(tail);
            DoubleVector.fromArray(LogLanes.LANES, p, i).blend(x, tail).intoArray(p, i);
            at += tail.trueCount();
        }
        return whole;
    }

    /** Quantiles of p = q + 1/2 in place; what stands after the last is changed too. */
    private static void tails(double[] q, int n, double[] above, double[] below) {
        for (int i = n; i < q.length; i++) {
            q[i] = -CENTRE; // a number like the others for the lanes that are left over
        }
        for (int i = 0; i < n; i += LogLanes.COUNT) {
            DoubleVector v = DoubleVector.fromArray(LogLanes.LANES, q, i);
            DoubleVector p = v.abs().neg().add(0.5); // exact: p has 53 bits after the point
            if (LogLanes.nearPower(p).anyTrue() || p.compare(VectorOperators.LT, FAR).anyTrue()) {
                for (int k = i; k < i + LogLanes.COUNT; k++) {
                    q[k] = NormalQuantile.at(q[k] + 0.5);
                }
            } else {
                DoubleVector r = LogLanes.log(p).neg().sqrt().sub(1.6);
                DoubleVector x = polynomial(above, r).div(polynomial(below, r));
                x.blend(x.neg(), v.compare(VectorOperators.LT, 0)).intoArray(q, i);
            }
        }
    }

    private static DoubleVector polynomial(double[] c, DoubleVector x) {
        return x.mul(c[7]).add(c[6]).mul(x).add(c[5]).mul(x).add(c[4]).mul(x).add(c[3]).mul(x).add(c[2]).mul(x).add(c[1]).mul(x).add(c[0]);
    }
}
