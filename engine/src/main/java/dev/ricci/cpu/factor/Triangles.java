package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Pool;

/** Triangular systems by BLAS on row-major matrices, the right sides shared among a pool's threads in strips. */
final class Triangles {
    private static final int STRIP = 128;

    private final Lapack lapack;
    private final Pool pool;

    Triangles(Lapack lapack, Pool pool) {
        this.lapack = lapack;
        this.pool = pool;
    }

    /** Which triangle of a matrix, and how it is taken. */
    enum Form {
        LOWER('U', 'N', 'N'),
        LOWER_UNIT('U', 'N', 'U'),
        LOWER_TRANSPOSED('U', 'T', 'N'),
        UPPER('L', 'N', 'N');

        final char half;
        final char turned;
        final char unit;

        /** As Fortran sees it, to which our lower triangle is an upper one. */
        Form(char half, char turned, char unit) {
            this.half = half;
            this.turned = turned;
            this.unit = unit;
        }
    }

    /** T X = B, X in place of B. */
    void solve(Matrix t, Form form, Matrix b) {
        if (b.columns() == 1) {
            lapack.triangularVector(t, form, b);
            return;
        }
        if (form.half == 'U' && form.turned == 'N' && LowerTriangle.takes(t)) {
            try (Workspace w = new Workspace()) {
                LowerTriangle prepared = new LowerTriangle(w, t, form.unit == 'U');
                pool.range(b.columns(), STRIP, (from, end) ->
                        prepared.solve(b.part(0, (int) from, b.rows(), (int) (end - from))));
            }
            return;
        }
        pool.range(b.columns(), STRIP, (from, end) ->
                lapack.triangularRight(t, form, b.part(0, (int) from, b.rows(), (int) (end - from))));
    }

    /** X L^T = B for a lower L, X in place of B. */
    void solveRows(Matrix l, Matrix b) {
        if (LowerTriangle.takes(l)) {
            try (Workspace w = new Workspace()) {
                LowerTriangle prepared = new LowerTriangle(w, l, false);
                pool.range(b.rows(), STRIP, (from, end) -> prepared.solve(b.rows((int) from, (int) end).transpose()));
            }
            return;
        }
        pool.range(b.rows(), STRIP, (from, end) -> lapack.triangularLeft(l, b.rows((int) from, (int) end)));
    }
}
