package dev.ricci.cpu.factor;

/** The upper trapezoid of a matrix. */
final class Upper {
    private Upper() {}

    /** The first rows of a to r (rows without gaps), with zeros below the diagonal; r has the columns of a. */
    static void copy(Matrix a, Matrix r) {
        a.rows(0, r.rows()).copyTo(r);
        r.clearLower();
    }
}
