package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Pool;

/** Our own road to the SVD, taken so that rotations meet columns that differ in size, not rows (Drmac &amp; Veselic 2008, section 2). */
final class JacobiSvd {
    private final OneSpectrum spectrum;

    JacobiSvd(Pool pool) {
        Road own = new Portable(pool);
        spectrum = new OneSpectrum(own, own, pool);
    }

    int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        boolean turn = a.rows() == a.columns() && spread(a.transpose()) > spread(a);
        return turn ? spectrum.svd(a.transpose(), vt.transpose(), s, u.transpose()) : spectrum.svd(a, u, s, vt);
    }

    /** The largest element of the column with the largest, over that of the column with the smallest that is not zero. */
    private static double spread(Matrix a) {
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < a.columns(); j++) {
            double size = a.part(0, j, a.rows(), 1).largest();
            most = Math.max(most, size);
            least = size > 0 ? Math.min(least, size) : least;
        }
        return most / least;
    }
}
