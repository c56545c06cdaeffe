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
        FloatVector at = FloatVector.fromMemorySegment(S, ALL, at(place), ORDER);
        for (int c = 0; c < columns; c++) {
            long x = column + c * columnStep;
            FloatVector before = FloatVector.fromMemorySegment(S, ALL, at(x), ORDER);
            FloatVector top = before;
            for (int i = 1; i < rows; i++) {
                top = top.blend(FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER), at
                        .compare(VectorOperators.EQ, (float) i));
            }
            top.intoMemorySegment(ALL, at(x), ORDER);
            FloatVector minus = top.neg();
            for (int i = 1; i < rows; i++) {
                FloatVector own = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).blend(before, at
                        .compare(VectorOperators.EQ, (float) i));
                FloatVector.fromMemorySegment(S, ALL, at(factors + i * WIDTH), ORDER).fma(minus, own)
                        .intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
            }
        }
    }

    @Override
    void flip(long cell, long place) {
        FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(cell), ORDER);
        x.blend(x.neg(), FloatVector.fromMemorySegment(S, ALL, at(place), ORDER)
                .compare(VectorOperators.NE, (float) 0)).intoMemorySegment(ALL, at(cell), ORDER);
    }
}
