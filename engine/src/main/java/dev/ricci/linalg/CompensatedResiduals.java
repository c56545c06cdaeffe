package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/**
 * Residuals of float64 systems as if computed with 106 bits: the host adds up products with the errors of every product and sum (Ogita,
 * Rump &amp; Oishi 2005, "Accurate sum and dot product", algorithm Dot2). The same on every device.
 */
final class CompensatedResiduals implements Residuals {
    /** Elements of a matrix that the host holds at a time. */
    private static final int BLOCK = 1 << 24;

    private final Tensor like;
    private final int rows;
    private final int inner;
    private final int columns;
    private final Tensor matrices;
    private final int block;
    private final double[][] whole;
    private final double[] b;
    private final double[] c;
    private final RefinementProgress progress;

    CompensatedResiduals(Tensor m, Tensor b, Tensor c, RefinementProgress progress) {
        this(m, b, c, progress, BLOCK);
    }

    /** With so many elements of a matrix at a time; the bits of results do not depend on it. */
    CompensatedResiduals(Tensor m, Tensor b, Tensor c, RefinementProgress progress, int elements) {
        this.like = b;
        this.rows = Matrices.rows(m);
        this.inner = Matrices.columns(m);
        this.columns = Matrices.columns(b);
        this.progress = progress;
        this.b = b.toDoubles();
        this.c = c.toDoubles();
        int count = Inputs.count(Matrices.batch(m));
        this.matrices = m.reshape(count, rows, inner);
        this.block = Math.max(1, elements / inner);
        this.whole = new double[count][];
    }

    /** Some rows of a matrix; all of them are kept where they are one block. */
    private double[] rows(int matrix, int from, int to) {
        if (whole[matrix] != null) {
            return whole[matrix];
        }
        double[] values = matrices.select(0, matrix).slice(0, from, to).toDoubles();
        if (to - from == rows) {
            whole[matrix] = values;
        }
        return values;
    }

    @Override
    public Tensor[] of(AugmentedSystem.Solution found) {
        double[] r = found.r().toDoubles();
        double[] x = found.x().toDoubles();
        double[] right = new double[r.length];
        double[] below = new double[x.length];
        for (int s = 0; s < progress.solutions(); s++) {
            for (int column = 0; progress.isActive(s) && column < columns; column++) {
                one(s, column, r, x, right, below);
            }
        }
        return new Tensor[] {tensor(right, found.r()), tensor(below, found.x())};
    }

    private Tensor tensor(double[] values, Tensor shape) {
        return Tensor.of(values, shape.shape()).to(like.backend());
    }

    /** One column of one solution, in one pass over the matrix. */
    private void one(int s, int column, double[] r, double[] x, double[] right, double[] below) {
        int upper = s * rows * columns + column;
        int lower = s * inner * columns + column;
        double[] minusX = new double[inner];
        double[] sum = new double[inner];
        double[] error = new double[inner];
        for (int j = 0; j < inner; j++) {
            minusX[j] = -x[lower + j * columns];
            sum[j] = c[lower + j * columns];
        }
        for (int from = 0; from < rows; from += block) {
            int to = Math.min(rows, from + block);
            double[] m = rows(progress.matrix(s), from, to);
            for (int i = from; i < to; i++) {
                double minusR = -r[upper + i * columns];
                right[upper + i * columns] = row(m, (i - from) * inner, minusX, b[upper + i * columns], minusR);
                accumulate(m, (i - from) * inner, minusR, sum, error);
            }
        }
        for (int j = 0; j < inner; j++) {
            below[lower + j * columns] = sum[j] + error[j];
        }
    }

    /** first + second + m . x. */
    private static double row(double[] m, int from, double[] x, double first, double second) {
        double sum = first + second;
        double error = sumError(first, second, sum);
        for (int j = 0; j < x.length; j++) {
            double product = m[from + j] * x[j];
            double next = sum + product;
            error += Math.fma(m[from + j], x[j], -product) + sumError(sum, product, next);
            sum = next;
        }
        return sum + error;
    }

    /** sum + error += m scale, element by element. */
    private static void accumulate(double[] m, int from, double scale, double[] sum, double[] error) {
        for (int j = 0; j < sum.length; j++) {
            double product = m[from + j] * scale;
            double next = sum[j] + product;
            error[j] += Math.fma(m[from + j], scale, -product) + sumError(sum[j], product, next);
            sum[j] = next;
        }
    }

    /** a + b - sum exactly, for sum the rounded a + b (Knuth's TwoSum). */
    private static double sumError(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }
}
