package dev.ricci.cpu.small;

import dev.ricci.backend.Failure;

/** As many matrices as a vector has lanes, in one thread: its memory, its input and output, what is wrong with each and its scale. */
final class Block {
    private static final int STAGE_CELLS = 64;

    final Arithmetic x;
    private final Packing packing;
    private final Desk desk = Desk.mine();
    private final int batch;
    private final int[] codes;
    private final int cells;
    private int first;
    private long stage;
    private long largest;
    private long finite;
    private long factor;
    private long back;
    private boolean scaled;

    /** For matrices of a batch whose codes are kept, with room for so many cells. */
    Block(Arithmetic x, int batch, int[] codes, int cells) {
        this.x = x;
        this.packing = x.packing();
        this.batch = batch;
        this.codes = codes;
        this.cells = cells;
    }

    /** Begins with the matrices from this one on. */
    void start(int number) {
        first = number;
        desk.reserve((cells + STAGE_CELLS + 4) * x.width());
        stage = desk.take(STAGE_CELLS * x.width());
        largest = desk.take(4 * x.width());
        finite = largest + x.width();
        factor = finite + x.width();
        back = factor + x.width();
        packing.fill(largest, 2, 0);
        scaled = false;
    }

    Cells matrix(int rows, int columns) {
        return new Cells(take(rows * columns), rows, columns, x.width());
    }

    long take(int count) {
        return desk.take(count * x.width());
    }

    /** A new cell of zeros. */
    long zero() {
        long cell = take(1);
        packing.fill(cell, 1, 0);
        return cell;
    }

    void read(Stack from, Cells to) {
        from.read(desk, first, to.address(), stage);
    }

    void write(Cells from, Stack to) {
        to.write(desk, first, from.address(), stage);
    }

    void write(long from, Stack to) {
        to.write(desk, first, from, stage);
    }

    /** Whether these cells are finite is asked by {@link #judge}. */
    void look(long from, int count) {
        packing.survey(from, count, largest, finite);
    }

    /** Notes which matrices hold NaN or infinity, and sets them to zero. */
    void judge(Cells... all) {
        for (int lane = 0; lane < x.lanes(); lane++) {
            if (packing.get(finite, lane) != 0) {
                fail(lane, Failure.NOT_FINITE);
                packing.set(largest, lane, 0);
                for (Cells c : all) {
                    for (int i = 0; i < c.count(); i++) {
                        packing.set(c.address() + i * x.width(), lane, 0);
                    }
                }
            }
        }
    }

    /** Brings the largest absolute values near 1 where they are not near; powers of two, so without rounding. */
    void scale(Cells a) {
        double normal = x.limits().normal();
        for (int lane = 0; lane < x.lanes(); lane++) {
            double size = packing.get(largest, lane);
            boolean near = size == 0 || size > 1 / normal && size < normal;
            int exponent = near ? 0 : -Math.getExponent(size);
            int most = x.limits().exponent();
            packing.set(factor, lane, Math.scalb(1.0, Math.clamp(exponent, -most, most)));
            packing.set(back, lane, Math.scalb(1.0, -Math.clamp(exponent, -most, most)));
            scaled |= !near;
        }
        if (scaled) {
            packing.multiply(a.address(), a.count(), factor);
        }
    }

    /** Brings results back to the scale of the input. */
    void unscale(long results, int count) {
        if (scaled) {
            packing.multiply(results, count, back);
        }
    }

    /** Takes over the codes of a cell, one number per lane. */
    void fail(long code) {
        for (int lane = 0; lane < x.lanes(); lane++) {
            int c = (int) packing.get(code, lane);
            if (c != 0) {
                fail(lane, c);
            }
        }
    }

    void fail(int lane, int code) {
        if (first + lane < batch && codes[first + lane] == 0) {
            codes[first + lane] = code;
        }
    }
}
