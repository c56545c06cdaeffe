package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Pool;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The SVD of a square matrix by rotations of pairs of columns until all are orthogonal (Hestenes 1958; its relative accuracy: Demmel
 * &amp; Veselic 1992), after a QR with pivoting that makes it converge fast (Drmac &amp; Veselic 2008).
 *
 * <p>With A P = Q R and R^T J = X S, the columns of X orthonormal, A = (Q J) S (P X)^T. The rows of every matrix here are columns of the
 * mathematics.
 */
final class OneSidedJacobi {
    private static final int MOST_SWEEPS = 60;
    private static final double NOTHING = 0x1p-400; // relative to the longest column: its square still is a number

    private final int n;
    private final Matrix x;
    private final Matrix q;
    private final Workspace workspace;
    private final int[] permutation;
    private final int[] at;
    private final double[] squares;
    private final double[] values;
    private final double orthogonal; // the cosine that rounding leaves: with less, some small matrices turn for ever

    /**
     * Takes over the square matrix whose columns are the rows of a (float64, without gaps, its largest element near 1). Without
     * vectors, only {@link #value} can be asked for.
     */
    OneSidedJacobi(Pool pool, Workspace workspace, Matrix a, boolean vectors) {
        this.workspace = workspace;
        this.n = a.rows();
        PivotedQr qr = new PivotedQr(pool, a);
        x = qr.r(workspace);
        q = vectors ? qr.q(workspace) : null;
        permutation = qr.order();
        at = IntStream.range(0, n).toArray();
        squares = new double[n];
        values = new double[n];
        orthogonal = 0x1p-52 * (2 + Math.sqrt(n));
    }

    /** Returns 0, or the number of pairs that were not orthogonal at the end. */
    int run() {
        clearNothing();
        int turned = 1;
        for (int sweep = 0; sweep < MOST_SWEEPS && turned > 0; sweep++) {
            turned = sweep();
        }
        for (int i = 0; i < n; i++) {
            values[i] = Vectors.norm(x.at(i, 0), n);
        }
        sort();
        return turned;
    }

    double value(int i) {
        return values[at[i]];
    }

    /** U, its columns in the order of the values. */
    Matrix u() {
        return sorted(q).transpose();
    }

    /** V, its columns in the order of the values; where a value is 0, any that complete the others. */
    Matrix v() {
        Matrix rows = sorted(x);
        int rank = 0;
        while (rank < n && value(rank) > 0) {
            Vectors.scale(1 / value(rank), rows.at(rank, 0), n);
            rank++;
        }
        Completion.complete(rows, rank);
        Matrix v = workspace.matrix(DType.FLOAT64, n, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                v.set(i, permutation[j], rows.get(i, j));
            }
        }
        return v.transpose();
    }

    private Matrix sorted(Matrix rows) {
        Matrix s = workspace.matrix(DType.FLOAT64, n, n);
        for (int i = 0; i < n; i++) {
            Vectors.copy(rows.at(at[i], 0), s.at(i, 0), n);
        }
        return s;
    }

    private void sort() {
        int[] order = Arrays.stream(at).boxed().sorted(Comparator.comparingDouble(i -> -values[i])).mapToInt(i -> i).toArray();
        System.arraycopy(order, 0, at, 0, n);
    }

    /** Columns too short to be squared become zero. */
    private void clearNothing() {
        double longest = 0;
        for (int i = 0; i < n; i++) {
            longest = Math.max(longest, Vectors.norm(x.at(i, 0), n));
        }
        for (int i = 0; i < n; i++) {
            if (Vectors.norm(x.at(i, 0), n) < longest * NOTHING) {
                x.rows(i, i + 1).fill(0);
            }
        }
    }

    /** Every pair once, the longest column first (de Rijk 1989). Returns the number of pairs that were turned. */
    private int sweep() {
        for (int i = 0; i < n; i++) {
            squares[i] = Vectors.dot(x.at(i, 0), x.at(i, 0), n);
        }
        int turned = 0;
        for (int p = 0; p < n - 1; p++) {
            bringLongest(p);
            for (int k = p + 1; k < n && squares[at[p]] > 0; k++) {
                turned += turn(at[p], at[k]);
            }
        }
        return turned;
    }

    private void bringLongest(int p) {
        int best = p;
        for (int k = p + 1; k < n; k++) {
            if (squares[at[k]] > squares[at[best]]) {
                best = k;
            }
        }
        int index = at[p];
        at[p] = at[best];
        at[best] = index;
    }

    private int turn(int i, int j) {
        double a = squares[i];
        double b = squares[j];
        double ab = Vectors.dot(x.at(i, 0), x.at(j, 0), n);
        if (b == 0 || Math.abs(ab) <= orthogonal * Math.sqrt(a) * Math.sqrt(b)) {
            return 0;
        }
        double zeta = (b - a) / (2 * ab);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(zeta, 1));
        double c = 1 / Math.sqrt(1 + t * t);
        Vectors.rotate(c, c * t, x.at(i, 0), x.at(j, 0), n);
        if (q != null) {
            Vectors.rotate(c, c * t, q.at(i, 0), q.at(j, 0), n);
        }
        squares[i] = shifted(i, a, -t * ab);
        squares[j] = shifted(j, b, t * ab);
        return 1;
    }

    /** The squared length of a column after a turn; computed anew where the difference has lost digits. */
    private double shifted(int i, double before, double change) {
        double now = before + change;
        return now > before / 8 ? now : Vectors.dot(x.at(i, 0), x.at(i, 0), n);
    }
}
