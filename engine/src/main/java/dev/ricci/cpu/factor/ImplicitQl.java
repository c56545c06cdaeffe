package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Pool;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues of a symmetric tridiagonal matrix by QL steps with implicit shifts (imtql2: Dubrulle, Martin &amp; Wilkinson 1968),
 * and its eigenvectors by the same rotations.
 *
 * <p>Rotations are kept back and then applied, many at a time, to narrow strips of the vectors, which stay in the cache and are shared
 * among threads.
 */
final class ImplicitQl {
    private static final int MOST_STEPS = 60;
    private static final int PATIENCE = 30;
    private static final int KEPT = 1 << 13;
    private static final int STRIP = 64;
    private static final double EPSILON = 0x1p-53;

    private final Pool pool;
    private final double[] d;
    private final double[] e;
    private final Matrix vectors;
    private final int[] place = new int[KEPT];
    private final double[] cosine = new double[KEPT];
    private final double[] sine = new double[KEPT];
    private int kept;

    /** Takes over the diagonal, what stands beside it (last element 0), and vectors in rows that are turned along, or null. */
    ImplicitQl(Pool pool, double[] diagonal, double[] beside, Matrix vectors) {
        this.pool = pool;
        this.d = diagonal;
        this.e = beside;
        this.vectors = vectors;
    }

    /**
     * Turns the diagonal into the eigenvalues. Returns 0, or the number of values that did not converge.
     *
     * <p>A number beside the diagonal is nothing where it is so against its neighbours: small eigenvalues of graded matrices keep their
     * digits. Where that takes too long, as with the largest numbers at the wrong end, it is nothing against the whole matrix.
     */
    int run() {
        double whole = EPSILON * largest();
        for (int l = 0; l < d.length; l++) {
            int steps = 0;
            for (int m = split(l, 0); m > l; m = split(l, steps > PATIENCE ? whole : 0)) {
                if (steps++ == MOST_STEPS) {
                    return d.length - l;
                }
                step(l, m);
            }
        }
        if (kept > 0) {
            apply();
        }
        return 0;
    }

    /** The places of the eigenvalues in ascending order. */
    int[] ascending() {
        return IntStream.range(0, d.length).boxed().sorted(Comparator.comparingDouble(i -> d[i])).mapToInt(i -> i).toArray();
    }

    /** The first place from l on where the matrix falls apart, within rounding. */
    private int split(int l, double nothing) {
        int m = l;
        while (m < d.length - 1 && Math.abs(e[m]) > Math.max(nothing, EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1])))) {
            m++;
        }
        return m;
    }

    private double largest() {
        double most = 0;
        for (int i = 0; i < d.length; i++) {
            most = Math.max(most, Math.max(Math.abs(d[i]), Math.abs(e[i])));
        }
        return most;
    }

    private void step(int l, int m) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(Math.hypot(g, 1), g)); // Wilkinson's shift
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            double r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) { // split in the middle by underflow
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            keep(i, c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private void keep(int i, double c, double s) {
        if (vectors == null) {
            return;
        }
        place[kept] = i;
        cosine[kept] = c;
        sine[kept] = s;
        kept++;
        if (kept == KEPT) {
            apply();
        }
    }

    private void apply() {
        pool.range(vectors.columns(), STRIP, (from, end) -> {
            int width = (int) (end - from);
            for (int k = 0; k < kept; k++) {
                Vectors.rotate(cosine[k], sine[k], vectors.at(place[k], (int) from), vectors.at(place[k] + 1, (int) from), width);
            }
        });
        kept = 0;
    }
}
