package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import dev.ricci.cuda.product.Products;

/**
 * The SVD of one matrix by QR and block Jacobi (Drmac and Veselic 2008, without their second QR).
 *
 * <p>A P = Q R with the columns of A sorted by size; then the columns of R^T are turned, R^T J = V S, so that A = (Q J) S (P V)^T. The
 * columns of R^T are nearly orthogonal already where those of A are far from it: 6 to 12 sweeps do for LAPACK's types of spectra, while
 * geometric ones took more than 30 on A itself; matrices on which QR without exchanges is slow to show the rank, as Vandermonde's, take
 * 20. J comes from rotations alone and V from columns of length 1: both are orthogonal to rounding.
 */
final class LargeSvd {
    private final Spectrum spectrum;
    private final JacobiSweeps sweeps;
    private final Products products;

    LargeSvd(Spectrum spectrum, JacobiSweeps sweeps, Products products) {
        this.spectrum = spectrum;
        this.sweeps = sweeps;
        this.products = products;
    }

    /** U, S and V^T of A, or S alone, as {@link Factorisation#SVD} says; the code becomes that of the matrix. */
    void factor(View[] out, View a, View code) {
        boolean tall = a.size(0) >= a.size(1);
        View matrix = tall ? a : transposed(a);
        if (out.length == 1) {
            solve(null, out[0], null, matrix, code);
        } else if (tall) {
            solve(out[0], out[1], out[2], matrix, code);
        } else {
            solve(transposed(out[2]), out[1], transposed(out[0]), matrix, code);
        }
    }

    private static View transposed(View v) {
        return v.with(v.layout().transpose());
    }

    private void solve(View u, View s, View vt, View a, View code) {
        Backend device = a.backend();
        DType type = a.dtype();
        int n = a.size(1);
        int padded = JacobiSweeps.padded(n);
        JacobiState state = spectrum.start(spectrum.largest(a), code);
        View order = spectrum.order(spectrum.sums(a));
        View sorted = spectrum.columns(a, order, state);
        View r = device.allocate(type, n, n);
        View x = device.allocate(type, padded, padded);
        if (u == null) {
            device.factor(Factorisation.TRIANGLE, new View[] {r}, sorted);
            spectrum.load(r, x, null);
            sweeps.run(x, null, n, state);
            spectrum.code(state, n, code);
            spectrum.write(x, null, s, null, null, null, true, code, state);
            return;
        }
        View q = device.allocate(type, a.size(0), n);
        View w = device.allocate(type, padded, padded);
        View gathered = device.allocate(type, n, n);
        device.factor(Factorisation.QR, new View[] {q, r}, sorted);
        spectrum.load(r, x, w);
        sweeps.run(x, w, n, state);
        spectrum.code(state, n, code);
        spectrum.write(x, w, s, vt, order, gathered, true, code, state);
        products.exact(u, q, transposed(gathered), 1, 0);
    }
}
