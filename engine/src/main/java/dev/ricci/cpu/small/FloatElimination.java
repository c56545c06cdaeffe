package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The elimination of float32; the one of float64 is the same text with its names. */
final class FloatElimination extends Elimination {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();
    private static final float INVERTIBLE = (float) Limits.of(DType.FLOAT32).invertible();

    @Override
    void subtract(long y, long yStep, long m, long mRow, long mColumn, long x, long xStep, int rows, int terms) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            four(y + r * yStep, yStep, m + r * mRow, mRow, mColumn, x, xStep, terms);
        }
        for (; r < rows; r++) {
            single(y + r * yStep, m + r * mRow, mColumn, x, xStep, terms);
        }
    }

    private static void four(long y, long yStep, long m, long mRow, long mColumn, long x, long xStep, int terms) {
        FloatVector s0 = FloatVector.fromMemorySegment(S, ALL, at(y), ORDER);
        FloatVector s1 = FloatVector.fromMemorySegment(S, ALL, at(y + yStep), ORDER);
        FloatVector s2 = FloatVector.fromMemorySegment(S, ALL, at(y + 2 * yStep), ORDER);
        FloatVector s3 = FloatVector.fromMemorySegment(S, ALL, at(y + 3 * yStep), ORDER);
        for (int k = 0; k < terms; k++) {
            FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(x + k * xStep), ORDER).neg();
            long p = m + k * mColumn;
            s0 = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p), ORDER), s0);
            s1 = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + mRow), ORDER), s1);
            s2 = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + 2 * mRow), ORDER), s2);
            s3 = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + 3 * mRow), ORDER), s3);
        }
        s0.intoMemorySegment(ALL, at(y), ORDER);
        s1.intoMemorySegment(ALL, at(y + yStep), ORDER);
        s2.intoMemorySegment(ALL, at(y + 2 * yStep), ORDER);
        s3.intoMemorySegment(ALL, at(y + 3 * yStep), ORDER);
    }

    private static void single(long y, long m, long mColumn, long x, long xStep, int terms) {
        FloatVector s = FloatVector.fromMemorySegment(S, ALL, at(y), ORDER);
        for (int k = 0; k < terms; k++) {
            s = FloatVector.fromMemorySegment(S, ALL, at(x + k * xStep), ORDER).neg()
                    .fma(FloatVector.fromMemorySegment(S, ALL, at(m + k * mColumn), ORDER), s);
        }
        s.intoMemorySegment(ALL, at(y), ORDER);
    }

    @Override
    void root(long column, int rows, long code, int number) {
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(column), ORDER);
        VectorMask<Float> good = d.compare(VectorOperators.GT, (float) 0);
        FloatVector codes = FloatVector.fromMemorySegment(S, ALL, at(code), ORDER);
        VectorMask<Float> fresh = codes.compare(VectorOperators.EQ, (float) 0).andNot(good);
        codes.blend((float) number, fresh).intoMemorySegment(ALL, at(code), ORDER);
        FloatVector r = FloatVector.broadcast(S, (float) 1).blend(d, good).sqrt();
        r.intoMemorySegment(ALL, at(column), ORDER);
        FloatVector inverse = FloatVector.broadcast(S, (float) 1).div(r);
        for (int i = 1; i < rows; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(column + i * WIDTH), ORDER).mul(inverse)
                    .intoMemorySegment(ALL, at(column + i * WIDTH), ORDER);
        }
    }

    @Override
    void markZero(long cell, long code, int number) {
        FloatVector codes = FloatVector.fromMemorySegment(S, ALL, at(code), ORDER);
        VectorMask<Float> zero = FloatVector.fromMemorySegment(S, ALL, at(cell), ORDER).compare(VectorOperators.EQ, (float) 0);
        codes.blend((float) number, zero.and(codes.compare(VectorOperators.EQ, (float) 0))).intoMemorySegment(ALL, at(code), ORDER);
    }

    @Override
    void divide(long x, long step, int count, long by) {
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(by), ORDER);
        FloatVector inverse = FloatVector.broadcast(S, (float) 1).div(d);
        VectorMask<Float> not = d.abs().compare(VectorOperators.LT, INVERTIBLE);
        boolean some = not.anyTrue();
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(x + i * step), ORDER);
            FloatVector q = v.mul(inverse);
            if (some) {
                q = q.blend(v.div(d), not);
            }
            q.intoMemorySegment(ALL, at(x + i * step), ORDER);
        }
    }

    @Override
    void largest(long cells, long step, int count, long place) {
        FloatVector most = FloatVector.fromMemorySegment(S, ALL, at(cells), ORDER).abs();
        FloatVector at = FloatVector.zero(S);
        for (int i = 1; i < count; i++) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(cells + i * step), ORDER).abs();
            VectorMask<Float> more = x.compare(VectorOperators.GT, most);
            most = most.blend(x, more);
            at = at.blend((float) i, more);
        }
        at.intoMemorySegment(ALL, at(place), ORDER);
    }

    @Override
    void smallest(long cells, int count, long place) {
        FloatVector least = FloatVector.fromMemorySegment(S, ALL, at(cells), ORDER);
        FloatVector at = FloatVector.zero(S);
        for (int i = 1; i < count; i++) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(cells + i * WIDTH), ORDER);
            VectorMask<Float> less = x.compare(VectorOperators.LT, least);
            least = least.blend(x, less);
            at = at.blend((float) i, less);
        }
        at.intoMemorySegment(ALL, at(place), ORDER);
    }

    @Override
    void exchange(long first, long lineStep, int lines, long step, int length, long place) {
        FloatVector at = FloatVector.fromMemorySegment(S, ALL, at(place), ORDER);
        for (int line = 1; line < lines; line++) {
            VectorMask<Float> here = at.compare(VectorOperators.EQ, (float) line);
            if (here.anyTrue()) {
                for (int i = 0; i < length; i++) {
                    long p = first + i * step;
                    FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(p), ORDER);
                    FloatVector y = FloatVector.fromMemorySegment(S, ALL, at(p + line * lineStep), ORDER);
                    x.blend(y, here).intoMemorySegment(ALL, at(p), ORDER);
                    y.blend(x, here).intoMemorySegment(ALL, at(p + line * lineStep), ORDER);
                }
            }
        }
    }

    @Override
    void pivot(long column, int rows, long place) {
        exchange(column, WIDTH, rows, WIDTH, 1, place);
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(column), ORDER);
        VectorMask<Float> zero = d.compare(VectorOperators.EQ, (float) 0);
        d.blend((float) 1, zero).intoMemorySegment(ALL, at(place + WIDTH), ORDER);
        divide(column + WIDTH, WIDTH, rows - 1, place + WIDTH);
    }

    @Override
    void eliminate(long column, long columnStep, int columns, long factors, int rows, long place) {
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            long x = column + c * columnStep;
            exchangeFour(x, columnStep, rows, place);
            eliminateFour(x, columnStep, factors, rows);
        }
        for (; c < columns; c++) {
            long x = column + c * columnStep;
            exchange(x, WIDTH, rows, WIDTH, 1, place);
            eliminateOne(x, factors, rows);
        }
    }

    /** As {@link #exchange} in four columns, with no branches: among many matrices, most rows are the pivot of one. */
    private static void exchangeFour(long x, long step, int rows, long place) {
        FloatVector at = FloatVector.fromMemorySegment(S, ALL, at(place), ORDER);
        FloatVector a = FloatVector.fromMemorySegment(S, ALL, at(x), ORDER);
        FloatVector b = FloatVector.fromMemorySegment(S, ALL, at(x + step), ORDER);
        FloatVector c = FloatVector.fromMemorySegment(S, ALL, at(x + 2 * step), ORDER);
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(x + 3 * step), ORDER);
        FloatVector topA = a;
        FloatVector topB = b;
        FloatVector topC = c;
        FloatVector topD = d;
        for (int i = 1; i < rows; i++) {
            VectorMask<Float> here = at.compare(VectorOperators.EQ, (float) i);
            long p = x + i * WIDTH;
            FloatVector now = FloatVector.fromMemorySegment(S, ALL, at(p), ORDER);
            topA = topA.blend(now, here);
            now.blend(a, here).intoMemorySegment(ALL, at(p), ORDER);
            now = FloatVector.fromMemorySegment(S, ALL, at(p + step), ORDER);
            topB = topB.blend(now, here);
            now.blend(b, here).intoMemorySegment(ALL, at(p + step), ORDER);
            now = FloatVector.fromMemorySegment(S, ALL, at(p + 2 * step), ORDER);
            topC = topC.blend(now, here);
            now.blend(c, here).intoMemorySegment(ALL, at(p + 2 * step), ORDER);
            now = FloatVector.fromMemorySegment(S, ALL, at(p + 3 * step), ORDER);
            topD = topD.blend(now, here);
            now.blend(d, here).intoMemorySegment(ALL, at(p + 3 * step), ORDER);
        }
        topA.intoMemorySegment(ALL, at(x), ORDER);
        topB.intoMemorySegment(ALL, at(x + step), ORDER);
        topC.intoMemorySegment(ALL, at(x + 2 * step), ORDER);
        topD.intoMemorySegment(ALL, at(x + 3 * step), ORDER);
    }

    private static void eliminateFour(long x, long step, long factors, int rows) {
        FloatVector a = FloatVector.fromMemorySegment(S, ALL, at(x), ORDER).neg();
        FloatVector b = FloatVector.fromMemorySegment(S, ALL, at(x + step), ORDER).neg();
        FloatVector c = FloatVector.fromMemorySegment(S, ALL, at(x + 2 * step), ORDER).neg();
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(x + 3 * step), ORDER).neg();
        for (int i = 1; i < rows; i++) {
            FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(factors + i * WIDTH), ORDER);
            long p = x + i * WIDTH;
            long q = p + 2 * step;
            f.fma(a, FloatVector.fromMemorySegment(S, ALL, at(p), ORDER)).intoMemorySegment(ALL, at(p), ORDER);
            f.fma(b, FloatVector.fromMemorySegment(S, ALL, at(p + step), ORDER)).intoMemorySegment(ALL, at(p + step), ORDER);
            f.fma(c, FloatVector.fromMemorySegment(S, ALL, at(q), ORDER)).intoMemorySegment(ALL, at(q), ORDER);
            f.fma(d, FloatVector.fromMemorySegment(S, ALL, at(q + step), ORDER)).intoMemorySegment(ALL, at(q + step), ORDER);
        }
    }

    private static void eliminateOne(long x, long factors, int rows) {
        FloatVector minus = FloatVector.fromMemorySegment(S, ALL, at(x), ORDER).neg();
        for (int i = 1; i < rows; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(factors + i * WIDTH), ORDER)
                    .fma(minus, FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER))
                            .intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
        }
    }

    @Override
    void flip(long cell, long place) {
        FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(cell), ORDER);
        x.blend(x.neg(), FloatVector.fromMemorySegment(S, ALL, at(place), ORDER)
                .compare(VectorOperators.NE, (float) 0)).intoMemorySegment(ALL, at(cell), ORDER);
    }
}
