package dev.ricci.cpu.small;

import dev.ricci.backend.View;

/**
 * The SVD by rotations of pairs of columns until all are orthogonal (Hestenes 1958), after a QR with pivoting that makes it converge fast
 * and keeps small values exact (Drmac &amp; Veselic 2008).
 *
 * <p>With A P = Q R and R^T J = X S, the columns of X orthonormal, A = (Q J) S (P X)^T. A wide matrix is the transpose of a tall one.
 */
final class SmallSvd extends Procedure {
    private static final int MOST_SWEEPS = 40;

    private final int m;
    private final int n;
    private final boolean vectors;
    private final Stack in;
    private final Stack left;
    private final Stack values;
    private final Stack right;

    /** U, S, V^T, or S alone where the outputs are one. */
    SmallSvd(Arithmetic x, View[] out, View a) {
        super(x);
        int rows = a.size(a.rank() - 2);
        int columns = a.size(a.rank() - 1);
        boolean wide = rows < columns;
        m = Math.max(rows, columns);
        n = Math.min(rows, columns);
        in = wide ? Stack.matrices(x, a, m, 1) : Stack.matrices(x, a, 1, m);
        vectors = out.length == 3;
        values = Stack.vectors(x, out[vectors ? 1 : 0]);
        left = !vectors ? null : wide ? Stack.matrices(x, out[2], m, 1) : Stack.matrices(x, out[0], 1, m);
        right = !vectors ? null : wide ? Stack.matrices(x, out[0], 1, n) : Stack.matrices(x, out[2], n, 1);
    }

    @Override
    int cells() {
        return 2 * m * n + n * n + 7 * n + 1;
    }

    @Override
    void run(Block block) {
        Cells a = block.matrix(m, n);
        Cells tau = block.matrix(n, 1);
        Cells squares = block.matrix(n, 1);
        Cells places = block.matrix(2, n);
        Cells columns = block.matrix(n, n);
        Cells q = block.matrix(m, vectors ? n : 0);
        Cells angles = block.matrix(2, n);
        block.read(in, a);
        block.look(a.address(), a.count());
        block.judge(a);
        block.scale(a);
        factor(a, tau, squares, places);
        for (int i = 0; i < n; i++) {
            packing.fill(columns.at(0, i), i, 0);
            packing.copy(a.at(i, i), a.step(), columns.at(i, i), a.width(), n - i);
        }
        if (vectors) {
            SmallQr.form(x, a, tau, n, q, squares.address());
        }
        block.fail(turn(columns, q, squares, angles, block.take(1)));
        sort(columns, q, squares, places.at(0, n - 1) + a.width());
        finish(block, columns, q, squares, places);
    }

    /** QR with the column of the largest rest first (Businger &amp; Golub 1965); each place says which column took part in an exchange. */
    private void factor(Cells a, Cells tau, Cells squares, Cells places) {
        Reflections steps = x.reflections();
        for (int j = 0; j < n; j++) {
            steps.square(a.at(0, j), m, squares.at(j, 0));
        }
        for (int j = 0; j < n; j++) {
            long place = places.at(0, j);
            x.elimination().largest(squares.at(j, 0), a.width(), n - j, place);
            x.elimination().exchange(a.at(0, j), a.step(), n - j, a.width(), m, place);
            steps.make(a.at(j, j), m - j, tau.at(j, 0));
            steps.apply(a.at(j, j), m - j, tau.at(j, 0), a.at(j, j + 1), a.step(), n - j - 1, squares.at(j + 1, 0));
        }
    }

    /**
     * Sweeps over all pairs until none turns. The pairs of a round, whose places have one sum modulo n, are disjoint: all their angles come
     * first, so that the processor computes several at once. Returns the cell of the turns in the last sweep.
     */
    private long turn(Cells columns, Cells q, Cells squares, Cells angles, long turns) {
        float cosine = (float) (x.limits().rounding() * (2 + Math.sqrt(n)));
        measure(columns, squares);
        boolean any = true;
        for (int sweep = 0; sweep < MOST_SWEEPS && any; sweep++) {
            any = false;
            packing.fill(turns, 1, 0);
            for (int round = 0; round < n; round++) {
                any |= round(round, columns, q, squares, angles, cosine, turns);
            }
        }
        return turns;
    }

    private boolean round(int sum, Cells columns, Cells q, Cells squares, Cells angles, float cosine, long turns) {
        Rotations steps = x.rotations();
        long turned = 0; // a bit for each column that comes first in its pair
        for (int i = 0; i < n; i++) {
            int j = partner(sum, i);
            if (j > i && steps.angle(columns.at(0, i), columns.at(0, j), n, squares.at(i, 0), squares.at(j, 0), cosine, turns,
                    angles.at(0, i))) {
                turned |= 1L << i;
            }
        }
        int length = q.columns() == 0 ? 0 : m;
        for (long left = turned; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            int j = partner(sum, i);
            steps.turn(columns.at(0, i), columns.at(0, j), n, squares.at(i, 0), squares.at(j, 0), q.at(0, i), q.at(0, j), length,
                    angles.at(0, i));
        }
        return turned != 0;
    }

    private int partner(int sum, int i) {
        return sum >= i ? sum - i : sum - i + n;
    }

    private void measure(Cells columns, Cells squares) {
        for (int j = 0; j < n; j++) {
            x.reflections().square(columns.at(0, j), n, squares.at(j, 0));
        }
        x.rotations().clear(columns.address(), columns.step(), n, n, squares.address());
    }

    private void sort(Cells columns, Cells q, Cells squares, long place) {
        measure(columns, squares);
        Elimination steps = x.elimination();
        for (int j = 0; j < n - 1; j++) {
            steps.largest(squares.at(j, 0), columns.width(), n - j, place);
            steps.exchange(squares.at(j, 0), columns.width(), n - j, columns.width(), 1, place);
            steps.exchange(columns.at(0, j), columns.step(), n - j, columns.width(), n, place);
            steps.exchange(q.at(0, j), q.step(), q.columns() == 0 ? 0 : n - j, columns.width(), m, place);
        }
    }

    private void finish(Block block, Cells columns, Cells q, Cells squares, Cells places) {
        for (int j = 0; j < n; j++) {
            x.reflections().normalise(columns.at(0, j), n, squares.at(j, 0));
        }
        if (vectors) {
            Completion.complete(packing, columns, squares);
            for (int j = n - 1; j >= 0; j--) {
                x.elimination().exchange(columns.at(j, 0), columns.width(), n - j, columns.step(), n, places.at(0, j));
            }
            block.write(q, left);
            block.write(columns, right);
        }
        block.unscale(squares.address(), n);
        block.write(squares, values);
    }
}
