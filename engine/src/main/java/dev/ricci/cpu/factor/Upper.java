package dev.ricci.cpu.factor;

/** The upper trapezoid of a matrix. */
final class Upper {
    private Upper() {}

    /** The first rows of a to r, with zeros below the diagonal; r has the columns of a. */
    static void copy(Matrix a, Matrix r) {
        for (int i = 0; i < r.rows(); i++) {
            for (int j = 0; j < r.columns(); j++) {
                r.set(i, j, j < i ? 0 : a.get(i, j));
            }
        }
    }
}
