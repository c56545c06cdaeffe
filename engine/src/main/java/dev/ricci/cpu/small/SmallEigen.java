package dev.ricci.cpu.small;

import dev.ricci.backend.View;

/**
 * Eigenvalues and vectors of symmetric matrices: reflectors make them tridiagonal (Golub &amp; Van Loan, 8.3.1), implicit QL steps find
 * the values one after the other (Dubrulle, Martin &amp; Wilkinson 1968). All lanes are at the same value; each has its own window.
 */
final class SmallEigen extends Procedure {
    private static final int MOST_STEPS = 60;
    private static final int WORK = 10;

    private final int n;
    private final Stack in;
    private final Stack values;
    private final Stack vectors;

    /** Values and vectors, or values alone where the outputs are one. */
    SmallEigen(Arithmetic x, View[] out, View a) {
        super(x);
        n = a.size(a.rank() - 1);
        in = Stack.matrices(x, a, 1, n);
        values = Stack.vectors(x, out[0]);
        vectors = out.length == 1 ? null : Stack.matrices(x, out[1], 1, n);
    }

    @Override
    int cells() {
        return 2 * n * n + 5 * n + WORK;
    }

    @Override
    void run(Block block) {
        Cells a = block.matrix(n, n);
        Cells tau = block.matrix(n, 1);
        Cells diagonal = block.matrix(n, 1);
        Cells beside = block.matrix(n, 1);
        long w = block.take(n);
        long squares = block.take(n);
        long work = block.take(WORK);
        block.read(in, a);
        for (int j = 0; j < n; j++) {
            block.look(a.at(j, j), n - j);
            packing.copy(a.at(j, j), a.width(), a.at(j, j), a.step(), n - j);
        }
        block.judge(a);
        block.scale(a);
        reduce(a, tau, beside, w);
        packing.copy(a.address(), a.step() + a.width(), diagonal.address(), a.width(), n);
        packing.fill(beside.at(n - 1, 0), 1, 0);
        Cells v = block.matrix(n, vectors == null ? 0 : n);
        if (vectors != null) {
            form(a, tau, v, squares);
        }
        iterate(block, diagonal, beside, v, work);
        sort(diagonal, v, work);
        block.unscale(diagonal.address(), n);
        block.write(diagonal, values);
        if (vectors != null) {
            block.write(v, vectors);
        }
    }

    /** A to T = Q^T A Q; the reflectors stay below the elements beside the diagonal, with their ones. */
    private void reduce(Cells a, Cells tau, Cells beside, long w) {
        Reflections steps = x.reflections();
        for (int j = 0; j < n - 1; j++) {
            int count = n - 1 - j;
            long v = a.at(j + 1, j);
            steps.make(v, count, tau.at(j, 0));
            packing.copy(v, 0, beside.at(j, 0), 0, 1);
            packing.fill(v, 1, 1);
            packing.fill(w, count, 0);
            x.elimination().subtract(w, a.width(), a.at(j + 1, j + 1), a.width(), a.step(), v, a.width(), count, count);
            steps.combine(w, v, count, tau.at(j, 0));
            steps.takeBoth(a.at(j + 1, j + 1), a.step(), count, v, w);
        }
    }

    private void form(Cells a, Cells tau, Cells v, long squares) {
        packing.fill(v.address(), v.count(), 0);
        for (int j = 0; j < n; j++) {
            packing.fill(v.at(j, j), 1, 1);
        }
        for (int j = n - 2; j >= 0; j--) {
            x.reflections().apply(a.at(j + 1, j), n - 1 - j, tau.at(j, 0), v.at(j + 1, j + 1), v.step(), n - 1 - j, squares);
        }
    }

    private void iterate(Block block, Cells diagonal, Cells beside, Cells v, long work) {
        Rotations steps = x.rotations();
        int length = v.columns() == 0 ? 0 : n;
        for (int l = 0; l < n; l++) {
            int top = steps.window(diagonal.address(), beside.address(), l, n, work);
            for (int step = 0; top > l; step++) {
                if (step == MOST_STEPS) {
                    report(block, work, l);
                    break;
                }
                steps.step(diagonal.address(), beside.address(), l, top, v.address(), v.step(), length, work);
                top = steps.window(diagonal.address(), beside.address(), l, n, work);
            }
        }
    }

    private void report(Block block, long work, int l) {
        for (int lane = 0; lane < x.lanes(); lane++) {
            if (packing.get(work, lane) > l) {
                block.fail(lane, n - l);
            }
        }
    }

    private void sort(Cells diagonal, Cells v, long place) {
        Elimination steps = x.elimination();
        for (int j = 0; j < n - 1; j++) {
            steps.smallest(diagonal.at(j, 0), n - j, place);
            steps.exchange(diagonal.at(j, 0), v.width(), n - j, v.width(), 1, place);
            steps.exchange(v.at(0, j), v.step(), v.columns() == 0 ? 0 : n - j, v.width(), n, place);
        }
    }
}
