package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/**
 * How often matrices are halved before a Pade approximant serves their exponential (Al-Mohy &amp; Higham 2009, "A new scaling and
 * squaring algorithm for the matrix exponential", algorithm 5.1).
 */
final class PadeScaling {
    /** The largest norms that degree 7 serves in float32 and degree 13 in float64 (Higham 2005, tables 2.1 and 2.3). */
    private static final double THETA_7 = 3.925724783138660;
    private static final double THETA_13 = 5.371920351148152;
    /** 1 / (binomial(2m, m) (2m + 1)!) for m = 7 and 13: the first coefficient of the backward error. */
    private static final double FIRST_7 = 1 / (3432.0 * 1307674368000.0);
    private static final double FIRST_13 = 1 / (10400600.0 * 10888869450418352160768000000.0);
    /** Beyond this all matrices of the type have a larger exponential than it can hold, or are zero when halved. */
    private static final int MOST = 1100;

    private final Tensor a;
    private final int degree;
    private final double theta;
    private final double first;
    private final double unit;

    PadeScaling(Tensor a, boolean single) {
        this.a = a;
        this.degree = single ? 7 : 13;
        this.theta = single ? THETA_7 : THETA_13;
        this.first = single ? FIRST_7 : FIRST_13;
        this.unit = a.dtype().epsilon();
    }

    /** For each matrix of the batch. */
    int[] squarings() {
        double[] one = MatrixNorm.one(a).toDoubles();
        int[] before = new int[one.length]; // to norms below 1, so that no power overflows
        for (int i = 0; i < one.length; i++) {
            before[i] = one[i] > 1 ? Math.getExponent(one[i]) + 1 : 0;
        }
        Tensor x = halved(a, before);
        double[] bound = bound(x);
        int[] s = new int[one.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = Math.clamp(before[i] + ceilLog2(bound[i] / theta), 0, MOST);
        }
        return refined(s);
    }

    /** The least of what the norms of powers allow, at most the 1-norm. */
    private double[] bound(Tensor x) {
        Tensor x2 = x.matmul(x);
        Tensor x4 = x2.matmul(x2);
        Tensor x6 = x4.matmul(x2);
        double[] d4 = roots(x4, 4);
        double[] d6 = roots(x6, 6);
        double[] d8 = roots(x4.matmul(x4), 8);
        double[] d10 = roots(x4.matmul(x6), 10);
        double[] bound = new double[d4.length];
        for (int i = 0; i < bound.length; i++) {
            double third = Math.max(d6[i], d8[i]);
            bound[i] = degree == 7 ? Math.min(Math.max(d4[i], d6[i]), third) : Math.min(third, Math.max(d8[i], d10[i]));
        }
        return bound;
    }

    private static double[] roots(Tensor power, int exponent) {
        double[] norms = MatrixNorm.one(power).toDoubles();
        for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.pow(norms[i], 1.0 / exponent);
        }
        return norms;
    }

    /** More halvings where the rounding errors of the approximant ask for them: the paper's function ell. */
    private int[] refined(int[] squarings) {
        Tensor x = halved(a, squarings).abs();
        double[] norm = MatrixNorm.one(x).toDoubles();
        Tensor row = x.slice(-2, 0, 1).fullLike(1);
        for (int i = 0; i < 2 * degree + 1; i++) {
            row = row.matmul(x);
        }
        double[] power = row.max(-2, -1).toDoubles();
        int[] s = new int[norm.length];
        for (int i = 0; i < s.length; i++) {
            double error = norm[i] == 0 ? 0 : first * power[i] / norm[i] / unit;
            int more = error == 0 ? 0 : Math.max(0, (int) Math.ceil(Math.log(error) / Math.log(2) / (2 * degree)));
            s[i] = Math.min(squarings[i] + more, MOST);
        }
        return s;
    }

    private static int ceilLog2(double x) {
        return x == 0 ? -MOST : (int) Math.ceil(Math.log(x) / Math.log(2));
    }

    private static Tensor halved(Tensor a, int[] times) {
        double[] factors = new double[times.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = Math.scalb(1.0, -times[i]);
        }
        return a.mul(Tensor.of(factors, Matrices.shape(Matrices.batch(a), 1, 1)).to(a.backend()).to(a.dtype()));
    }
}
