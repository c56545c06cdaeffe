package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Failure;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.small.SmallMatrices;

/** Batches whose matrices are computed side by side, more than one vector of them and not a whole number of vectors. */
record SideBySide(DType type) {
    static final int BATCH = 37;
    static final int[] ORDERS = {1, 2, 3, 5, 8, 16, 17, 32};
    static final int[][] SHAPES = {{1, 1}, {2, 1}, {1, 2}, {3, 3}, {7, 5}, {5, 7}, {8, 8}, {16, 16}, {17, 16}, {16, 31}, {32, 4}, {32, 32}};

    double epsilon() {
        return type.epsilon();
    }

    String name(int i, int... shape) {
        return type + " " + java.util.Arrays.toString(shape) + " matrix " + i;
    }

    /** Matrices of every sort: random, without full rank, zero, with equal values, graded, large and small, of ones. */
    View batch(int m, int n) {
        View v = Stored.empty(type, BATCH, m, n);
        double large = type == DType.FLOAT64 ? 1e300 : 1e36;
        for (int i = 0; i < BATCH; i++) {
            double[][] random = Numbers.random(m, n, 100 * m + n + 1000L * i);
            double grade = type == DType.FLOAT64 ? 200 : 30;
            Stored.put(v, i, switch (i % 10) {
                case 0 -> Numbers.ofRank(m, n, Math.max(1, Math.min(m, n) / 3), i);
                case 1 -> Numbers.make(m, n, (r, c) -> 0);
                case 2 -> Numbers.make(m, n, (r, c) -> r == c ? 1 : 0);
                case 3 -> Numbers.graded(m, n, grade, i);
                case 4 -> Numbers.make(m, n, (r, c) -> random[r][c] * large);
                case 5 -> Numbers.make(m, n, (r, c) -> random[r][c] / large);
                case 6 -> Numbers.make(m, n, (r, c) -> 1);
                case 7 -> Numbers.make(m, n, (r, c) -> r == m / 2 || c == n / 3 ? 0 : random[r][c]);
                default -> random;
            });
        }
        return v;
    }

    View positiveDefinite(int n) {
        View v = Stored.empty(type, BATCH, n, n);
        for (int i = 0; i < BATCH; i++) {
            double[][] a = Numbers.positiveDefinite(n, i);
            Stored.put(v, i, Numbers.make(n, n, (r, c) -> c > r ? Double.NaN : a[r][c])); // what stands above is not read
        }
        return v;
    }

    /** Matrices that the solver can solve for; what it must not read is NaN. */
    View solvable(Solver kind, int n) {
        View v = Stored.empty(type, BATCH, n, n);
        for (int i = 0; i < BATCH; i++) {
            double[][] a = kind == Solver.GENERAL ? Numbers.random(n, n, 7L * i) : Numbers.positiveDefinite(n, i);
            Stored.put(v, i, Numbers.make(n, n, (r, c) -> kind == Solver.UPPER ? r > c ? Double.NaN : a[r][c]
                    : kind != Solver.GENERAL && c > r ? Double.NaN : a[r][c]));
        }
        return v;
    }

    /** What a solver takes its matrix for. */
    static double[][] whole(Solver kind, double[]... a) {
        return switch (kind) {
            case GENERAL -> a;
            case POSITIVE_DEFINITE -> mirrored(a);
            case LOWER -> Numbers.make(a.length, a.length, (r, c) -> c > r ? 0 : a[r][c]);
            case UPPER -> Numbers.make(a.length, a.length, (r, c) -> r > c ? 0 : a[r][c]);
        };
    }

    /** The symmetric matrix of a lower triangle. */
    static double[][] mirrored(double[]... a) {
        return Numbers.make(a.length, a.length, (r, c) -> a[Math.max(r, c)][Math.min(r, c)]);
    }

    static double sign(int... order) {
        int inversions = 0;
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < i; j++) {
                inversions += order[j] > order[i] ? 1 : 0;
            }
        }
        return inversions % 2 == 0 ? 1 : -1;
    }

    View[] factor(Factorisation kind, View in) {
        int[][] last = kind.shapes(in.size(1), in.size(2));
        View[] out = new View[last.length];
        for (int i = 0; i < out.length; i++) {
            int[] shape = new int[last[i].length + 1];
            shape[0] = in.size(0);
            System.arraycopy(last[i], 0, shape, 1, last[i].length);
            out[i] = Stored.empty(kind.dtype(i, type), shape);
        }
        Failure.named(kind).check(SmallMatrices.factor(EachRoad.POOL, kind, out, in));
        return out;
    }

    View solve(Solver kind, View a, View b) {
        View x = Stored.empty(type, b.shape());
        Failure.named(kind).check(SmallMatrices.solve(EachRoad.POOL, kind, x, a, b));
        return x;
    }

    void same(double[][] got, double[][] wanted, String which) {
        int most = Math.max(wanted.length, wanted[0].length);
        double scale = Math.max(Numbers.norm(wanted), Double.MIN_NORMAL);
        int exponent = -Math.getExponent(scale); // so that norms do not overflow
        double[][] rest = Numbers.make(got.length, got[0].length,
                (r, c) -> Math.scalb(got[r][c], exponent) - Math.scalb(wanted[r][c], exponent));
        double ratio = Numbers.ratio(rest, Math.scalb(scale, exponent), most, epsilon());
        assertTrue(ratio < 30, which + ": " + ratio);
    }

    void orthonormal(double[][] q, String which) {
        double ratio = Numbers.unorthogonality(q, epsilon());
        assertTrue(ratio < 30, which + ": " + ratio);
    }
}
