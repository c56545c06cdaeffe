package dev.ricci.tensor;

import dev.ricci.backend.Check;
import java.util.Arrays;

/** The Kronecker product: every element of one tensor times the whole of another, laid out as blocks. */
final class Kronecker {
    private static final int MOST_AT_ONCE = 4; // twice as many axes are walked

    private Kronecker() {}

    static Tensor of(Tensor a, Tensor b) {
        int r = Math.max(a.rank(), b.rank());
        int[] p = padded(r, a.shape());
        int[] q = padded(r, b.shape());
        int[] result = new int[r];
        for (int i = 0; i < r; i++) {
            long n = (long) p[i] * q[i];
            if (n > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("kron: axis " + i + " would have length " + n + "; shapes " + Arrays.toString(a.shape())
                        + " and " + Arrays.toString(b.shape()));
            }
            result[i] = (int) n;
        }
        Check.shape("kron", result);
        return r <= MOST_AT_ONCE ? atOnce(a, b, p, q).reshape(result) : byAxis(a, b, p, q).reshape(result);
    }

    /** Axes of both in turn: [p0, 1, p1, 1, ..] times [1, q0, 1, q1, ..]. */
    private static Tensor atOnce(Tensor a, Tensor b, int[] p, int[] q) {
        int[] wideP = new int[2 * p.length];
        int[] wideQ = new int[2 * p.length];
        Arrays.fill(wideP, 1);
        Arrays.fill(wideQ, 1);
        for (int i = 0; i < p.length; i++) {
            wideP[2 * i] = p[i];
            wideQ[2 * i + 1] = q[i];
        }
        return a.reshape(wideP).mul(b.reshape(wideQ));
    }

    /** [p0, p1, .., q0, q1, ..], and then each axis of b is brought behind its axis of a: no step walks more than four axes. */
    private static Tensor byAxis(Tensor a, Tensor b, int[] p, int[] q) {
        Tensor y = a.reshape(size(0, p), 1).mul(b.reshape(1, size(0, q)));
        int before = 1;
        for (int i = 0; i < p.length; i++) {
            before *= p[i];
            y = y.reshape(before, size(i + 1, p), q[i], size(i + 1, q)).permute(0, 2, 1, 3);
            before *= q[i];
        }
        return y;
    }

    private static int size(int from, int... shape) {
        return Arrays.stream(shape, from, shape.length).reduce(1, Math::multiplyExact);
    }

    private static int[] padded(int rank, int... shape) {
        int[] wide = new int[rank];
        Arrays.fill(wide, 1);
        System.arraycopy(shape, 0, wide, rank - shape.length, shape.length);
        return wide;
    }
}
