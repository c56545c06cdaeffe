package dev.ricci.linalg;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/** One diagonal Pade approximant of the exponential, of scaled matrices, and the squarings that undo the scaling. */
final class Pade {
    private final Tensor a;
    private final Tensor identity;
    private final boolean single;

    Pade(Tensor a) {
        this.a = a;
        this.identity = Triangles.identity(a);
        this.single = a.dtype() == DType.FLOAT32;
    }

    Tensor exponential() {
        int[] squarings = new PadeScaling(a.detach(), single).squarings();
        Tensor scaled = a.mul(perMatrix(squarings, s -> Math.scalb(1.0, -s)));
        Tensor result = single ? degree7(scaled) : degree13(scaled);
        int most = 0;
        for (int s : squarings) {
            most = Math.max(most, s);
        }
        for (int i = 0; i < most; i++) {
            int done = i;
            Tensor goesOn = perMatrix(squarings, s -> s > done ? 1 : 0).greater(0);
            result = goesOn.where(result.matmul(result), result);
        }
        return result;
    }

    private interface OfCount {
        double at(int squarings);
    }

    /** A number for each matrix, [.., 1, 1]. */
    private Tensor perMatrix(int[] squarings, OfCount number) {
        double[] values = new double[squarings.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.at(squarings[i]);
        }
        Tensor t = Tensor.of(values, Matrices.shape(Matrices.batch(a), 1, 1));
        return t.to(a.backend()).to(a.dtype());
    }

    /** Of the numerator, lowest degree first: (2m - j)! m! / ((2m)! (m - j)! j!). */
    private static double[] coefficients(int m) {
        double[] b = new double[m + 1];
        b[0] = 1; // so that the exponential of zero is the identity to the last bit
        for (int j = 1; j <= m; j++) {
            b[j] = b[j - 1] * (m - j + 1) / ((2 * m - j + 1) * j);
        }
        return b;
    }

    /** Odd and even powers apart: r = (v - u)^-1 (v + u), Higham 2005, (2.4) to (2.6). */
    private Tensor degree7(Tensor x) {
        double[] b = coefficients(7);
        Tensor x2 = x.matmul(x);
        Tensor x4 = x2.matmul(x2);
        Tensor x6 = x4.matmul(x2);
        Tensor u = x.matmul(sum(b[7], x6, b[5], x4, b[3], x2, b[1]));
        Tensor v = sum(b[6], x6, b[4], x4, b[2], x2, b[0]);
        return Solve.general(v.sub(u), v.add(u));
    }

    private Tensor degree13(Tensor x) {
        double[] b = coefficients(13);
        Tensor x2 = x.matmul(x);
        Tensor x4 = x2.matmul(x2);
        Tensor x6 = x4.matmul(x2);
        Tensor u = x.matmul(x6.matmul(sum(b[13], x6, b[11], x4, b[9], x2, 0)).add(sum(b[7], x6, b[5], x4, b[3], x2, b[1])));
        Tensor v = x6.matmul(sum(b[12], x6, b[10], x4, b[8], x2, 0)).add(sum(b[6], x6, b[4], x4, b[2], x2, b[0]));
        return Solve.general(v.sub(u), v.add(u));
    }

    private Tensor sum(double c6, Tensor x6, double c4, Tensor x4, double c2, Tensor x2, double c0) {
        return x6.mul(c6).add(x4.mul(c4)).add(x2.mul(c2)).add(identity.mul(c0));
    }
}
