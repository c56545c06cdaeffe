package dev.ricci.linalg;

import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** One cycle of GMRES: Arnoldi's orthonormal vectors on the device, the small least squares problem by Givens rotations on the host. */
final class ArnoldiCycle {
    private final LinearSystem system;
    private final LinearOperator preconditioner;
    private final Tensor basis;
    private final int most;
    private final double[][] triangle;
    private final double[] cosine;
    private final double[] sine;
    private final double[] right;
    private int steps;

    /** @param length of r, which is not 0 */
    ArnoldiCycle(LinearSystem system, LinearOperator preconditioner, Tensor r, double length, int most) {
        this.system = system;
        this.preconditioner = preconditioner;
        this.most = most;
        basis = Tensor.of(r.backend().allocate(r.dtype(), most + 1, r.size(0)));
        put(0, r.div(length));
        triangle = new double[most][];
        cosine = new double[most];
        sine = new double[most];
        right = new double[most + 1];
        right[0] = length;
    }

    private void put(int row, Tensor v) {
        v.backend().map(Formula.X, basis.select(0, row).view(), v.view());
    }

    int steps() {
        return steps;
    }

    /** Steps until the residual is small, the space is exhausted, or the cycle is full. @return whether it is small */
    boolean run(double wanted) {
        while (steps < most) {
            try (Scope _ = Scope.open()) {
                double[] h = extend();
                double size = 0;
                for (double value : h) {
                    size = Math.hypot(size, system.finite(value, "a product with the operator gave"));
                }
                rotate(h);
                steps++;
                if (Math.abs(right[steps]) <= wanted) {
                    return true;
                }
                if (h[steps] <= size * system.a().dtype().epsilon()) {
                    return false;
                }
            }
        }
        return false;
    }

    /** The next vector of the basis; its coefficients and the length of what was left, in one read. */
    private double[] extend() {
        int count = steps + 1;
        Tensor v = basis.select(0, steps);
        Tensor w = system.a().apply(preconditioner == null ? v : preconditioner.apply(v)).unsqueeze(1);
        Tensor rows = basis.slice(0, 0, count);
        Tensor first = rows.matmul(w);
        Tensor once = w.sub(rows.t().matmul(first));
        Tensor second = rows.matmul(once);
        Tensor left = once.sub(rows.t().matmul(second)).squeeze(1);
        Tensor length = left.norm();
        put(count, LinearSystem.normalised(left, length));
        return Shaping.concat(0, first.add(second).squeeze(1), length.unsqueeze(0)).toDoubles();
    }

    private void rotate(double[] h) {
        double[] column = h.clone();
        for (int i = 0; i < steps; i++) {
            double upper = cosine[i] * column[i] + sine[i] * column[i + 1];
            column[i + 1] = cosine[i] * column[i + 1] - sine[i] * column[i];
            column[i] = upper;
        }
        double length = Math.hypot(column[steps], column[steps + 1]);
        cosine[steps] = length == 0 ? 1 : column[steps] / length;
        sine[steps] = length == 0 ? 0 : column[steps + 1] / length;
        column[steps] = length;
        triangle[steps] = column;
        right[steps + 1] = -sine[steps] * right[steps];
        right[steps] *= cosine[steps];
    }

    /** What to add to x. A singular triangle, as of a singular A, leaves its last direction out. */
    Tensor correction() {
        double[] y = new double[steps];
        double epsilon = system.a().dtype().epsilon();
        for (int i = steps - 1; i >= 0; i--) {
            double sum = right[i];
            double size = 0;
            for (int j = i + 1; j < steps; j++) {
                sum -= triangle[j][i] * y[j];
            }
            for (int j = 0; j <= i; j++) {
                size = Math.hypot(size, triangle[i][j]);
            }
            y[i] = triangle[i][i] > epsilon * size ? sum / triangle[i][i] : 0;
        }
        Tensor coefficients = Tensor.of(y, 1, steps).to(system.a().device()).to(system.a().dtype());
        Tensor sum = coefficients.matmul(basis.slice(0, 0, steps)).squeeze(0);
        return preconditioner == null ? sum : preconditioner.apply(sum);
    }
}
