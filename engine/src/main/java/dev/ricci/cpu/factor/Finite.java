package dev.ricci.cpu.factor;

/** Whether numbers are neither NaN nor infinite. Checked first: some of LAPACK's iterations never end on NaN. */
final class Finite {
    private Finite() {}

    static boolean all(Matrix m) {
        for (int i = 0; i < m.rows(); i++) {
            if (!row(m, i, m.columns())) {
                return false;
            }
        }
        return true;
    }

    /** The lower triangle with the diagonal alone. */
    static boolean lower(Matrix m) {
        for (int i = 0; i < m.rows(); i++) {
            if (!row(m, i, i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean row(Matrix m, int i, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += m.get(i, j) * 0; // NaN stays once there
        }
        return sum == 0;
    }
}
