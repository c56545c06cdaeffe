package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** Panels too tall for one block, with a launch for each of their 32 columns (blockedLuColumns.cu, blockedQrColumns.cu). */
final class TallPanels {
    private static final int THREADS = 128;
    private static final int MOST_BLOCKS = 128;
    /** Of what a launch of QR leaves for the next one: products twice, rows twice, and those of every column (struct Left). */
    private static final int LEFT = 2 * MOST_BLOCKS * Work.SIDE + 2 * Work.SIDE + Work.SIDE * Work.SIDE + Work.SIDE;

    private final Family luStep;
    private final Family luMoves;
    private final Family qrStep;
    private final Family qrEnd;

    TallPanels(Context context) {
        luStep = new Family(context, "blockedLuColumns", "blockedLuColumns_step");
        luMoves = new Family(context, "blockedLuColumns", "blockedLuColumns_moves");
        qrStep = new Family(context, "blockedQrColumns", "blockedQrColumns_step");
        qrEnd = new Family(context, "blockedQrColumns", "blockedQrColumns_end");
    }

    /** How rows are shared among blocks. */
    private record Cut(int blocks, int each) {
        static Cut of(int rows) {
            int blocks = Math.min((rows + THREADS - 1) / THREADS, MOST_BLOCKS);
            return new Cut(blocks, (rows + blocks - 1) / blocks);
        }
    }

    /** What blockedLu_panel does, for a panel of so many pivots: order and sign are those of the whole matrix. */
    void lu(Work a, int column, int pivots, View moves, View order, View sign) {
        Backend device = a.view().backend();
        DType type = a.view().dtype();
        int rows = a.rows() - column;
        try (Scope _ = Scope.open()) {
            Work scratch = Work.allocate(device, type, a.count(), rows, Work.SIDE);
            View candidates = device.allocate(DType.FLOAT64, 2, a.count(), 2 * MOST_BLOCKS);
            View chosen = device.allocate(DType.INT32, a.count(), Work.SIDE);
            View panel = a.part(column, rows, column, Work.SIDE);
            Cut cut = Cut.of(rows);
            int last = pivots + pivots % 2; // an even number of copies ends in the matrix
            for (int now = -1; now < last; now++) {
                boolean out = now % 2 == 0;
                View from = out || now < 0 ? panel : scratch.view();
                View to = out ? scratch.view() : panel;
                Arguments args = copy(copy(Arguments.start(), from), to).int32(rows).int32(cut.each).int32(now).int32(pivots)
                        .address(half(candidates, now & 1)).address(half(candidates, now + 1 & 1)).address(chosen);
                luStep.of(type).launch(cut.blocks, a.count(), 1, THREADS, 1, 0, args);
            }
            View below = order.with(order.layout().slice(1, column, rows, 1));
            Arguments args = Arguments.start().address(chosen).int32(rows).int32(pivots).address(moves).address(below).int32(a.rows())
                    .address(sign);
            luMoves.of(type).launch(a.count(), Work.SIDE, 0, args);
        }
    }

    private static Arguments copy(Arguments a, View v) {
        return a.address(v).begin(Long.BYTES).int64(v.layout().stride(0)).int64(v.layout().stride(1)).end(Long.BYTES);
    }

    private static View half(View v, int which) {
        Layout l = v.layout().select(0, which);
        return v.with(l);
    }

    /** What blockedQr_panel does; the reflectors go to a column of V and of Y. */
    void qr(Work a, int column, int pivots, Work v, Work y, int place) {
        Backend device = a.view().backend();
        DType type = a.view().dtype();
        int rows = a.rows() - column;
        try (Scope _ = Scope.open()) {
            View left = device.allocate(type, a.count(), LEFT);
            Cut cut = Cut.of(rows);
            for (int now = -1; now < pivots; now++) {
                Arguments args = a.write(Arguments.start().address(a.view())).int32(column).int32(cut.each).int32(now).int32(pivots)
                        .address(left);
                qrStep.of(type).launch(cut.blocks, a.count(), 1, THREADS, 1, 0, args);
            }
            Arguments args = a.write(Arguments.start().address(a.view())).int32(column).int32(pivots).address(left).address(v.view())
                    .address(y.view());
            qrEnd.of(type).launch((rows + THREADS - 1) / THREADS, a.count(), 1, THREADS, 1, 0, v.write(args, place));
        }
    }
}
