package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;

/**
 * Elementary reflectors H = I - tau v v^T with v[0] = 1 (Householder 1958), in LAPACK's signs: H x = beta e_0 with beta of the sign
 * opposite to x[0], and tau = 0 where x is a multiple of e_0 already.
 */
final class Reflector {
    private Reflector() {}

    /** Turns x into beta, followed by the rest of v. Returns tau. */
    static double make(long x, int n) {
        if (n < 2) {
            return 0;
        }
        double alpha = Memory.getDouble(x);
        double rest = Vectors.norm(x + 8, n - 1);
        if (rest == 0) {
            return 0;
        }
        double beta = -Math.copySign(Math.hypot(alpha, rest), alpha);
        long tail = x + 8;
        if (Math.abs(beta) < 0x1p-960) { // the reciprocal below would overflow
            Vectors.scale(0x1p900, tail, n - 1);
            Vectors.scale(1 / ((alpha - beta) * 0x1p900), tail, n - 1);
        } else {
            Vectors.scale(1 / (alpha - beta), tail, n - 1);
        }
        Memory.setDouble(x, beta);
        return (beta - alpha) / beta;
    }

    /** y = H y, where v stands as {@link #make} leaves it: its first element, 1, is not stored. */
    static void apply(double tau, long v, long y, int n) {
        if (tau == 0) {
            return;
        }
        double first = Memory.getDouble(y);
        double along = tau * (first + Vectors.dot(v + 8, y + 8, n - 1));
        Memory.setDouble(y, first - along);
        Vectors.axpy(-along, v + 8, y + 8, n - 1);
    }
}
