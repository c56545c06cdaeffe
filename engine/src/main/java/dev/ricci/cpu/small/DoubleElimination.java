package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;

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

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static void store(DoubleVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    void subtract(long y, long yStep, long m, long mRow, long mColumn, long x, long xStep, int rows, int terms) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            four(y + r * yStep, yStep, m + r * mRow, mRow, mColumn, x, xStep, terms);
        }
        for (; r < rows; r++) {
            one(y + r * yStep, m + r * mRow, mColumn, x, xStep, terms);
        }
    }

    private static void four(long y, long yStep, long m, long mRow, long mColumn, long x, long xStep, int terms) {
        DoubleVector s0 = load(y);
        DoubleVector s1 = load(y + yStep);
        DoubleVector s2 = load(y + 2 * yStep);
        DoubleVector s3 = load(y + 3 * yStep);
        for (int k = 0; k < terms; k++) {
            DoubleVector f = load(x + k * xStep).neg();
            long p = m + k * mColumn;
            s0 = f.fma(load(p), s0);
            s1 = f.fma(load(p + mRow), s1);
            s2 = f.fma(load(p + 2 * mRow), s2);
            s3 = f.fma(load(p + 3 * mRow), s3);
        }
        store(s0, y);
        store(s1, y + yStep);
        store(s2, y + 2 * yStep);
        store(s3, y + 3 * yStep);
    }

    private static void one(long y, long m, long mColumn, long x, long xStep, int terms) {
        DoubleVector s = load(y);
        for (int k = 0; k < terms; k++) {
            s = load(x + k * xStep).neg().fma(load(m + k * mColumn), s);
        }
        store(s, y);
    }

    @Override
    void root(long column, int rows, long code, int number) {
        DoubleVector d = load(column);
        VectorMask<Double> good = d.compare(VectorOperators.GT, (double) 0);
        DoubleVector codes = load(code);
        VectorMask<Double> fresh = codes.compare(VectorOperators.EQ, (double) 0).andNot(good);
        store(codes.blend((double) number, fresh), code);
        DoubleVector r = DoubleVector.broadcast(S, (double) 1).blend(d, good).sqrt();
        store(r, column);
        DoubleVector inverse = DoubleVector.broadcast(S, (double) 1).div(r);
        for (int i = 1; i < rows; i++) {
            store(load(column + i * WIDTH).mul(inverse), column + i * WIDTH);
        }
    }

    @Override
    void markZero(long cell, long code, int number) {
        DoubleVector codes = load(code);
        VectorMask<Double> zero = load(cell).compare(VectorOperators.EQ, (double) 0);
        store(codes.blend((double) number, zero.and(codes.compare(VectorOperators.EQ, (double) 0))), code);
    }

    @Override
    void divide(long x, long step, int count, long by) {
        DoubleVector d = load(by);
        DoubleVector inverse = DoubleVector.broadcast(S, (double) 1).div(d);
        VectorMask<Double> not = d.abs().compare(VectorOperators.LT, INVERTIBLE);
        boolean plain = !not.anyTrue();
        for (int i = 0; i < count; i++) {
            DoubleVector v = load(x + i * step);
            DoubleVector q = v.mul(inverse);
            store(plain ? q : q.blend(v.div(d), not), x + i * step);
        }
    }

    @Override
    void seek(long cells, long step, int count, int what, long place) {
        DoubleVector most = score(cells, what);
        DoubleVector at = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector x = score(cells + i * step, what);
            VectorMask<Double> more = x.compare(VectorOperators.GT, most);
            most = most.blend(x, more);
            at = at.blend((double) i, more);
        }
        store(at, place);
    }

    private static DoubleVector score(long cell, int what) {
        DoubleVector x = load(cell);
        return what == LARGEST ? x : what == SMALLEST ? x.neg() : x.abs();
    }

    @Override
    void exchange(long first, long lineStep, int lines, long step, int length, long place) {
        DoubleVector at = load(place);
        for (int line = 1; line < lines; line++) {
            VectorMask<Double> here = at.compare(VectorOperators.EQ, (double) line);
            if (here.anyTrue()) {
                for (int i = 0; i < length; i++) {
                    long p = first + i * step;
                    DoubleVector x = load(p);
                    DoubleVector y = load(p + line * lineStep);
                    store(x.blend(y, here), p);
                    store(y.blend(x, here), p + line * lineStep);
                }
            }
        }
    }

    @Override
    void pivot(long column, int rows, long place) {
        exchange(column, WIDTH, rows, WIDTH, 1, place);
        DoubleVector d = load(column);
        VectorMask<Double> zero = d.compare(VectorOperators.EQ, (double) 0);
        store(d.blend((double) 1, zero), place + WIDTH);
        divide(column + WIDTH, WIDTH, rows - 1, place + WIDTH);
    }

    @Override
    void eliminate(long column, long columnStep, int columns, long factors, int rows, long place) {
        DoubleVector at = load(place);
        for (int c = 0; c < columns; c++) {
            long x = column + c * columnStep;
            DoubleVector before = load(x);
            DoubleVector top = before;
            for (int i = 1; i < rows; i++) {
                top = top.blend(load(x + i * WIDTH), at.compare(VectorOperators.EQ, (double) i));
            }
            store(top, x);
            DoubleVector minus = top.neg();
            for (int i = 1; i < rows; i++) {
                DoubleVector own = load(x + i * WIDTH).blend(before, at.compare(VectorOperators.EQ, (double) i));
                store(load(factors + i * WIDTH).fma(minus, own), x + i * WIDTH);
            }
        }
    }

    @Override
    void flip(long cell, long place) {
        DoubleVector x = load(cell);
        store(x.blend(x.neg(), load(place).compare(VectorOperators.NE, (double) 0)), cell);
    }
}
