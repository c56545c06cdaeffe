package dev.ricci.cuda.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** Where the largest or smallest element of each line stands. */
public final class Argument {
    private static final int BLOCK = 256;
    private static final int WARP = 32;
    /** A warp alone takes lines up to this length. */
    private static final int SHORT = 2048;

    private final Family rows;
    private final Family columns;
    private final Family chunks;

    public Argument(Context context) {
        rows = new Family(context, "argument", "argument_rows");
        columns = new Family(context, "argument", "argument_columns");
        chunks = Keys.family(context, "argument", "argument_chunks");
    }

    /** The index along axis of the first MAX or MIN into INT32; of the first NaN where there is one. */
    public void argument(Reduction r, View out, View in, int axis) {
        if (r != Reduction.MAX && r != Reduction.MIN) {
            throw new IllegalArgumentException("argument: of MAX or MIN, got " + r);
        }
        Check.dtype("argument, out", out.dtype(), DType.INT32);
        if (out.size() == 0) {
            return;
        }
        Check.notEmpty("argument", in.shape(), in.size(axis));
        try (Scope _ = Scope.open()) {
            launch(r, Lines.along("argument", axis, in, out), in, axis);
        }
    }

    private void launch(Reduction r, Lines lines, View in, int axis) {
        DType type = in.dtype();
        int n = in.size(axis);
        long step = in.layout().stride(axis);
        boolean side = lines.sideBySide(step * type.bytes());
        int team = n > SHORT ? BLOCK : WARP;
        int each = side ? WARP : BLOCK / team;
        long blocks = (lines.count() + each - 1) / each;
        Chunks cut = Chunks.of(blocks, n, side ? BLOCK / WARP * 4 : BLOCK * 4);
        View pairs = cut.count() == 1 ? null : Straight.bytes(in.backend(), lines.count() * cut.count() * Keys.pairBytes(type));

        Arguments a = lines.write(Arguments.start()).int32(n).int32(cut.length());
        if (!side) {
            a.int32(team);
        }
        a.int32(r == Reduction.MAX ? 1 : 0).int64(step);
        lines.address(a, 0);
        lines.address(a, 1).addressOrNull(pairs);
        (side ? columns : rows).of(type).launch(Math.toIntExact(blocks), cut.count(), 1, BLOCK, 1, 0, a);
        if (pairs != null) {
            a = lines.write(Arguments.start()).int32(cut.count()).address(pairs);
            lines.address(a, 1);
            chunks.of(type).launch(Math.toIntExact((lines.count() + 7) / 8), BLOCK, 0, a);
        }
    }
}
