package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The elimination of float64; the one of float32 is the same text with its names. */
final class DoubleElimination extends Elimination {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();
    private static final double INVERTIBLE = (double) Limits.of(DType.FLOAT64).invertible();

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
        DoubleVector s0 = DoubleVector.fromMemorySegment(S, ALL, at(y), ORDER);
        DoubleVector s1 = DoubleVector.fromMemorySegment(S, ALL, at(y + yStep), ORDER);
        DoubleVector s2 = DoubleVector.fromMemorySegment(S, ALL, at(y + 2 * yStep), ORDER);
        DoubleVector s3 = DoubleVector.fromMemorySegment(S, ALL, at(y + 3 * yStep), ORDER);
        for (int k = 0; k < terms; k++) {
            DoubleVector f = DoubleVector.fromMemorySegment(S, ALL, at(x + k * xStep), ORDER).neg();
            long p = m + k * mColumn;
            s0 = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p), ORDER), s0);
            s1 = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + mRow), ORDER), s1);
            s2 = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + 2 * mRow), ORDER), s2);
            s3 = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + 3 * mRow), ORDER), s3);
        }
        s0.intoMemorySegment(ALL, at(y), ORDER);
        s1.intoMemorySegment(ALL, at(y + yStep), ORDER);
        s2.intoMemorySegment(ALL, at(y + 2 * yStep), ORDER);
        s3.intoMemorySegment(ALL, at(y + 3 * yStep), ORDER);
    }

    private static void single(long y, long m, long mColumn, long x, long xStep, int terms) {
        DoubleVector s = DoubleVector.fromMemorySegment(S, ALL, at(y), ORDER);
        for (int k = 0; k < terms; k++) {
            s = DoubleVector.fromMemorySegment(S, ALL, at(x + k * xStep), ORDER).neg()
                    .fma(DoubleVector.fromMemorySegment(S, ALL, at(m + k * mColumn), ORDER), s);
        }
        s.intoMemorySegment(ALL, at(y), ORDER);
    }

    @Override
    void root(long column, int rows, long code, int number) {
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(column), ORDER);
        VectorMask<Double> good = d.compare(VectorOperators.GT, (double) 0);
        DoubleVector codes = DoubleVector.fromMemorySegment(S, ALL, at(code), ORDER);
        VectorMask<Double> fresh = codes.compare(VectorOperators.EQ, (double) 0).andNot(good);
        codes.blend((double) number, fresh).intoMemorySegment(ALL, at(code), ORDER);
        DoubleVector r = DoubleVector.broadcast(S, (double) 1).blend(d, good).sqrt();
        r.intoMemorySegment(ALL, at(column), ORDER);
        DoubleVector inverse = DoubleVector.broadcast(S, (double) 1).div(r);
        for (int i = 1; i < rows; i++) {
            DoubleVector.fromMemorySegment(S, ALL, at(column + i * WIDTH), ORDER).mul(inverse)
                    .intoMemorySegment(ALL, at(column + i * WIDTH), ORDER);
        }
    }

    @Override
    void markZero(long cell, long code, int number) {
        DoubleVector codes = DoubleVector.fromMemorySegment(S, ALL, at(code), ORDER);
        VectorMask<Double> zero = DoubleVector.fromMemorySegment(S, ALL, at(cell), ORDER).compare(VectorOperators.EQ, (double) 0);
        codes.blend((double) number, zero.and(codes.compare(VectorOperators.EQ, (double) 0))).intoMemorySegment(ALL, at(code), ORDER);
    }

    @Override
    void divide(long x, long step, int count, long by) {
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(by), ORDER);
        DoubleVector inverse = DoubleVector.broadcast(S, (double) 1).div(d);
        VectorMask<Double> not = d.abs().compare(VectorOperators.LT, INVERTIBLE);
        boolean some = not.anyTrue();
        for (int i = 0; i < count; i++) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(x + i * step), ORDER);
            DoubleVector q = v.mul(inverse);
            if (some) {
                q = q.blend(v.div(d), not);
            }
            q.intoMemorySegment(ALL, at(x + i * step), ORDER);
        }
    }

    @Override
    void largest(long cells, long step, int count, long place) {
        DoubleVector most = DoubleVector.fromMemorySegment(S, ALL, at(cells), ORDER).abs();
        DoubleVector at = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, ALL, at(cells + i * step), ORDER).abs();
            VectorMask<Double> more = x.compare(VectorOperators.GT, most);
            most = most.blend(x, more);
            at = at.blend((double) i, more);
        }
        at.intoMemorySegment(ALL, at(place), ORDER);
    }

    @Override
    void smallest(long cells, int count, long place) {
        DoubleVector least = DoubleVector.fromMemorySegment(S, ALL, at(cells), ORDER);
        DoubleVector at = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, ALL, at(cells + i * WIDTH), ORDER);
            VectorMask<Double> less = x.compare(VectorOperators.LT, least);
            least = least.blend(x, less);
            at = at.blend((double) i, less);
        }
        at.intoMemorySegment(ALL, at(place), ORDER);
    }

    @Override
    void exchange(long first, long lineStep, int lines, long step, int length, long place) {
        DoubleVector at = DoubleVector.fromMemorySegment(S, ALL, at(place), ORDER);
        for (int line = 1; line < lines; line++) {
            VectorMask<Double> here = at.compare(VectorOperators.EQ, (double) line);
            if (here.anyTrue()) {
                for (int i = 0; i < length; i++) {
                    long p = first + i * step;
                    DoubleVector x = DoubleVector.fromMemorySegment(S, ALL, at(p), ORDER);
                    DoubleVector y = DoubleVector.fromMemorySegment(S, ALL, at(p + line * lineStep), ORDER);
                    x.blend(y, here).intoMemorySegment(ALL, at(p), ORDER);
                    y.blend(x, here).intoMemorySegment(ALL, at(p + line * lineStep), ORDER);
                }
            }
        }
    }

    @Override
    void pivot(long column, int rows, long place) {
        exchange(column, WIDTH, rows, WIDTH, 1, place);
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(column), ORDER);
        VectorMask<Double> zero = d.compare(VectorOperators.EQ, (double) 0);
        d.blend((double) 1, zero).intoMemorySegment(ALL, at(place + WIDTH), ORDER);
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
        DoubleVector at = DoubleVector.fromMemorySegment(S, ALL, at(place), ORDER);
        DoubleVector a = DoubleVector.fromMemorySegment(S, ALL, at(x), ORDER);
        DoubleVector b = DoubleVector.fromMemorySegment(S, ALL, at(x + step), ORDER);
        DoubleVector c = DoubleVector.fromMemorySegment(S, ALL, at(x + 2 * step), ORDER);
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(x + 3 * step), ORDER);
        DoubleVector topA = a;
        DoubleVector topB = b;
        DoubleVector topC = c;
        DoubleVector topD = d;
        for (int i = 1; i < rows; i++) {
            VectorMask<Double> here = at.compare(VectorOperators.EQ, (double) i);
            long p = x + i * WIDTH;
            DoubleVector now = DoubleVector.fromMemorySegment(S, ALL, at(p), ORDER);
            topA = topA.blend(now, here);
            now.blend(a, here).intoMemorySegment(ALL, at(p), ORDER);
            now = DoubleVector.fromMemorySegment(S, ALL, at(p + step), ORDER);
            topB = topB.blend(now, here);
            now.blend(b, here).intoMemorySegment(ALL, at(p + step), ORDER);
            now = DoubleVector.fromMemorySegment(S, ALL, at(p + 2 * step), ORDER);
            topC = topC.blend(now, here);
            now.blend(c, here).intoMemorySegment(ALL, at(p + 2 * step), ORDER);
            now = DoubleVector.fromMemorySegment(S, ALL, at(p + 3 * step), ORDER);
            topD = topD.blend(now, here);
            now.blend(d, here).intoMemorySegment(ALL, at(p + 3 * step), ORDER);
        }
        topA.intoMemorySegment(ALL, at(x), ORDER);
        topB.intoMemorySegment(ALL, at(x + step), ORDER);
        topC.intoMemorySegment(ALL, at(x + 2 * step), ORDER);
        topD.intoMemorySegment(ALL, at(x + 3 * step), ORDER);
    }

    private static void eliminateFour(long x, long step, long factors, int rows) {
        DoubleVector a = DoubleVector.fromMemorySegment(S, ALL, at(x), ORDER).neg();
        DoubleVector b = DoubleVector.fromMemorySegment(S, ALL, at(x + step), ORDER).neg();
        DoubleVector c = DoubleVector.fromMemorySegment(S, ALL, at(x + 2 * step), ORDER).neg();
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(x + 3 * step), ORDER).neg();
        for (int i = 1; i < rows; i++) {
            DoubleVector f = DoubleVector.fromMemorySegment(S, ALL, at(factors + i * WIDTH), ORDER);
            long p = x + i * WIDTH;
            long q = p + 2 * step;
            f.fma(a, DoubleVector.fromMemorySegment(S, ALL, at(p), ORDER)).intoMemorySegment(ALL, at(p), ORDER);
            f.fma(b, DoubleVector.fromMemorySegment(S, ALL, at(p + step), ORDER)).intoMemorySegment(ALL, at(p + step), ORDER);
            f.fma(c, DoubleVector.fromMemorySegment(S, ALL, at(q), ORDER)).intoMemorySegment(ALL, at(q), ORDER);
            f.fma(d, DoubleVector.fromMemorySegment(S, ALL, at(q + step), ORDER)).intoMemorySegment(ALL, at(q + step), ORDER);
        }
    }

    private static void eliminateOne(long x, long factors, int rows) {
        DoubleVector minus = DoubleVector.fromMemorySegment(S, ALL, at(x), ORDER).neg();
        for (int i = 1; i < rows; i++) {
            DoubleVector.fromMemorySegment(S, ALL, at(factors + i * WIDTH), ORDER)
                    .fma(minus, DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER))
                            .intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
        }
    }

    @Override
    void flip(long cell, long place) {
        DoubleVector x = DoubleVector.fromMemorySegment(S, ALL, at(cell), ORDER);
        x.blend(x.neg(), DoubleVector.fromMemorySegment(S, ALL, at(place), ORDER)
                .compare(VectorOperators.NE, (double) 0)).intoMemorySegment(ALL, at(cell), ORDER);
    }
}
