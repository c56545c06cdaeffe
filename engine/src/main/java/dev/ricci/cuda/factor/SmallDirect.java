package dev.ricci.cuda.factor;

import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** Cholesky, LU, QR and solvers of small matrices, by teams of threads in shared memory: the kernels that include team.cuh. */
final class SmallDirect {
    /** Right sides that a team takes at a time: more of them, and fewer matrices are at work at once. */
    private static final int SIDES = 16;

    private final Family cholesky;
    private final Family lu;
    private final Family qr;
    private final Family solve;

    SmallDirect(Context context) {
        cholesky = new Family(context, "smallCholesky", "smallCholesky");
        lu = new Family(context, "smallLu", "smallLu");
        qr = new Family(context, "smallQr", "smallQr");
        solve = new Family(context, "smallSolve", "smallSolve");
    }

    void cholesky(View codes, View out, View in) {
        int n = columns(in);
        Batch batch = new Batch("cholesky", codes, out, in);
        TeamRoom room = TeamRoom.of(in.dtype(), n, n, 0, 1);
        Arguments a = room.write(batch.write(Arguments.start()).int32(n));
        addresses(a, batch, 3);
        room.launch(cholesky.of(in.dtype()), batch, a);
    }

    void lu(View codes, View out, View order, View sign, View in) {
        int m = rows(in);
        int n = columns(in);
        Batch batch = new Batch("lu", codes, out, order, sign, in);
        TeamRoom room = TeamRoom.of(in.dtype(), m, n, 0, m + 1);
        Arguments a = room.write(batch.write(Arguments.start()).int32(m).int32(n));
        addresses(a, batch, 5);
        room.launch(lu.of(in.dtype()), batch, a);
    }

    /** With q thin or complete, or null; with an order or null. */
    void qr(View codes, View q, View r, View order, View in) {
        int m = rows(in);
        int n = columns(in);
        int qColumns = q == null ? 0 : columns(q);
        int columns = Math.max(n, qColumns);
        Batch batch = new Batch("qr", codes, q == null ? in : q, r, order == null ? codes : order, in);
        TeamRoom room = TeamRoom.of(in.dtype(), m, columns, columns + Math.min(m, n), n + 1);
        Arguments a = batch.write(Arguments.start()).int32(m).int32(n).int32(qColumns).int32(rows(r)).int32(order == null ? 0 : 1);
        batch.address(room.write(a), 0);
        addressOrNull(a, batch, 1, q != null);
        batch.address(a, 2);
        addressOrNull(a, batch, 3, order != null);
        room.launch(qr.of(in.dtype()), batch, batch.address(a, 4));
    }

    void solve(Solver kind, View codes, View out, View in, View right) {
        int n = columns(in);
        int sides = columns(right);
        int width = TeamRoom.width(in.dtype(), n, sides, SIDES);
        Batch batch = new Batch("solve", codes, out, in, right);
        TeamRoom room = TeamRoom.of(in.dtype(), n, n, n * TeamRoom.odd(width), n + 1);
        Arguments a = batch.write(Arguments.start()).int32(kind.ordinal()).int32(n).int32(sides).int32(width);
        addresses(room.write(a), batch, 4);
        room.launch(solve.of(in.dtype()), batch, a);
    }

    private static void addresses(Arguments a, Batch batch, int count) {
        for (int k = 0; k < count; k++) {
            batch.address(a, k);
        }
    }

    private static void addressOrNull(Arguments a, Batch batch, int operand, boolean there) {
        if (there) {
            batch.address(a, operand);
        } else {
            a.pointer(0);
        }
    }

    private static int rows(View v) {
        return v.size(v.rank() - 2);
    }

    private static int columns(View v) {
        return v.size(v.rank() - 1);
    }
}
