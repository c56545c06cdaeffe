package dev.ricci.linalg.accuracy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Singular values to 60 digits and more, by one-sided Jacobi rotations (Hestenes 1958) in decimal numbers of 80 digits. */
final class Digits {
    private static final MathContext EXACT = new MathContext(80);
    private static final BigDecimal NOTHING = new BigDecimal("1e-66");

    private Digits() {}

    /** In descending order. */
    static double[] singularValues(Dense a) {
        BigDecimal[][] columns = new BigDecimal[a.columns()][a.rows()];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                columns[j][i] = new BigDecimal(a.at(i, j));
            }
        }
        boolean turned = true;
        while (turned) {
            turned = sweep(columns);
        }
        return Arrays.stream(columns).map(c -> dot(c, c).sqrt(EXACT)).sorted((x, y) -> y.compareTo(x))
                .mapToDouble(BigDecimal::doubleValue).toArray();
    }

    private static boolean sweep(BigDecimal[][] columns) {
        boolean turned = false;
        for (int p = 0; p < columns.length; p++) {
            for (int q = p + 1; q < columns.length; q++) {
                turned |= turn(columns[p], columns[q]);
            }
        }
        return turned;
    }

    private static boolean turn(BigDecimal[] p, BigDecimal[] q) {
        BigDecimal pp = dot(p, p);
        BigDecimal qq = dot(q, q);
        BigDecimal pq = dot(p, q);
        BigDecimal limit = pp.multiply(qq, EXACT).sqrt(EXACT).multiply(NOTHING);
        if (pq.abs().compareTo(limit) <= 0) {
            return false;
        }
        // tan of the angle: the smaller root of t^2 + 2 z t - 1
        BigDecimal z = qq.subtract(pp).divide(pq.multiply(BigDecimal.TWO), EXACT);
        BigDecimal root = z.multiply(z, EXACT).add(BigDecimal.ONE).sqrt(EXACT);
        BigDecimal t = BigDecimal.ONE.divide(z.signum() < 0 ? z.subtract(root) : z.add(root), EXACT);
        BigDecimal c = BigDecimal.ONE.divide(t.multiply(t, EXACT).add(BigDecimal.ONE).sqrt(EXACT), EXACT);
        BigDecimal s = c.multiply(t, EXACT);
        for (int i = 0; i < p.length; i++) {
            BigDecimal old = p[i];
            p[i] = c.multiply(old, EXACT).subtract(s.multiply(q[i], EXACT), EXACT);
            q[i] = s.multiply(old, EXACT).add(c.multiply(q[i], EXACT), EXACT);
        }
        return true;
    }

    private static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i], EXACT), EXACT);
        }
        return sum;
    }
}
