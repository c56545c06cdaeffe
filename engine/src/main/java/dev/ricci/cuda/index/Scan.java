package dev.ricci.cuda.index;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.Kernel;
import dev.ricci.formula.Formula;

/** Running sums, products and extremes along an axis. */
public final class Scan {
    private static final int BLOCK = 256;
    /** What a block goes along a line by. */
    private static final int TILE = 4 * BLOCK;
    /** A warp alone takes lines up to this length. */
    private static final int SHORT = 512;

    private final Family shortRows;
    private final Family rows;
    private final Family columns;
    private final Family sums;
    private final Family columnSums;

    public Scan(Context context) {
        shortRows = new Family(context, "scan", "scan_short");
        rows = new Family(context, "scan", "scan_rows");
        columns = new Family(context, "scan", "scan_columns");
        sums = new Family(context, "scan", "scan_sums");
        columnSums = new Family(context, "scan", "scan_columnSums");
    }

    /** out[i] = the reduction of in[0..i] along axis; out may be in. */
    public void scan(Reduction r, View out, View in, int axis) {
        if (out.size() == 0) {
            return;
        }
        DType computing = DType.computing(out.dtype(), in);
        DType type = in.dtype() == out.dtype() && out.dtype().computed() == out.dtype() || computing.isInteger() ? computing
                : DType.FLOAT64;
        try (Scope _ = Scope.open()) {
            if (type == in.dtype() && type == out.dtype()) {
                launch(r, out, in, axis);
            } else {
                Backend b = out.backend();
                View straight = Straight.empty(type, out, axis);
                b.map(Formula.X, straight, in);
                launch(r, straight, straight, axis);
                b.map(Formula.X, out, straight);
            }
        }
    }

    private void launch(Reduction r, View out, View in, int axis) {
        Lines lines = Lines.along("scan", axis, in, out);
        DType type = in.dtype();
        int n = in.size(axis);
        boolean side = lines.sideBySide(in.layout().stride(axis) * type.bytes());
        // a thread a line: where lines are few, smaller blocks reach more multiprocessors
        int block = side && lines.count() < 1 << 15 ? 64 : BLOCK;
        boolean few = !side && n <= SHORT;
        int each = side ? block : few ? BLOCK / 32 : 1;
        int blocks = Math.toIntExact((lines.count() + each - 1) / each);
        Chunks cut = Chunks.of(blocks, n, side ? BLOCK / 4 : TILE);
        Kernel kernel = (side ? columns : few ? shortRows : rows).of(type);
        View totals = null;
        if (cut.count() > 1) {
            DType wide = type.isInteger() ? type : DType.FLOAT64;
            totals = in.backend().allocate(wide, Math.toIntExact(lines.count()), cut.count());
            Arguments a = common(lines, n, cut.length(), r, in, axis);
            lines.address(a, 0).address(totals);
            (side ? columnSums : sums).of(type).launch(blocks, cut.count(), 1, block, 1, 0, a);
            launch(r, totals, totals, 1);
        }
        Arguments a = common(lines, n, cut.length(), r, in, axis).int64(out.layout().stride(axis));
        lines.address(a, 0);
        lines.address(a, 1).addressOrNull(totals);
        kernel.launch(blocks, cut.count(), 1, block, 1, 0, a);
    }

    private static Arguments common(Lines lines, long n, long chunk, Reduction r, View in, int axis) {
        return lines.write(Arguments.start()).int64(n).int64(chunk).int32(r.ordinal()).int64(in.layout().stride(axis));
    }
}
