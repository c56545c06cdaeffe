package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * L X = B in place for a small lower triangle and two vectors of columns: four rows of X at a time stay in registers while the rows above
 * pass. By the Vector API; a class of its own, so that it loads only where that is there.
 *
 * <p>L comes prepared ({@link LowerTriangle}): the negatives below its diagonal, and the reciprocals on it. Sums begin at zero, and are
 * added to what stands in memory: vectors that enter a loop with a value, or a method as arguments, were boxed by the JIT.
 */
final class LowerLanes {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Bytes of a row of X that are computed together. */
    static final int BYTES = 2 * F.vectorByteSize();

    private static final int HALF = F.vectorByteSize();
    private static final int ROWS = 4;

    private LowerLanes() {}

    /** L of n rows, so many bytes apart, and X. */
    static void float32(int n, long l, long stepOfL, long x, long step) {
        int j = 0;
        for (; j <= n - ROWS; j += ROWS) {
            fourRows(j, l + j * stepOfL, stepOfL, x, step);
        }
        for (; j < n; j++) {
            row(j, l + j * stepOfL, x, step);
        }
    }

    private static FloatVector load(long at) {
        return FloatVector.fromMemorySegment(F, Memory.ALL, at, ORDER);
    }

    private static FloatVector same(long at) {
        return FloatVector.broadcast(F, Memory.getFloat(at));
    }

    private static void store(FloatVector v, long at) {
        v.intoMemorySegment(Memory.ALL, at, ORDER);
    }

    private static void fourRows(int j, long l0, long stepOfL, long x, long step) {
        long l1 = l0 + stepOfL;
        long l2 = l1 + stepOfL;
        long l3 = l2 + stepOfL;
        long at0 = x + j * step;
        long at1 = at0 + step;
        long at2 = at1 + step;
        long at3 = at2 + step;
        FloatVector a0 = FloatVector.zero(F);
        FloatVector b0 = FloatVector.zero(F);
        FloatVector a1 = FloatVector.zero(F);
        FloatVector b1 = FloatVector.zero(F);
        FloatVector a2 = FloatVector.zero(F);
        FloatVector b2 = FloatVector.zero(F);
        FloatVector a3 = FloatVector.zero(F);
        FloatVector b3 = FloatVector.zero(F);
        long above = x;
        for (int k = 0; k < j; k++) {
            FloatVector p = load(above);
            FloatVector q = load(above + HALF);
            FloatVector c = same(l0 + 4L * k);
            a0 = c.fma(p, a0);
            b0 = c.fma(q, b0);
            c = same(l1 + 4L * k);
            a1 = c.fma(p, a1);
            b1 = c.fma(q, b1);
            c = same(l2 + 4L * k);
            a2 = c.fma(p, a2);
            b2 = c.fma(q, b2);
            c = same(l3 + 4L * k);
            a3 = c.fma(p, a3);
            b3 = c.fma(q, b3);
            above += step;
        }
        long d = 4L * j;
        store(load(at0).add(a0), at0);
        store(load(at0 + HALF).add(b0), at0 + HALF);
        store(load(at1).add(a1), at1);
        store(load(at1 + HALF).add(b1), at1 + HALF);
        store(load(at2).add(a2), at2);
        store(load(at2 + HALF).add(b2), at2 + HALF);
        store(load(at3).add(a3), at3);
        store(load(at3 + HALF).add(b3), at3 + HALF);
        triangle(l0 + d, l1 + d, l2 + d, l3 + d, at0, at1, at2, at3);
        triangle(l0 + d, l1 + d, l2 + d, l3 + d, at0 + HALF, at1 + HALF, at2 + HALF, at3 + HALF);
    }

    private static void triangle(long l0, long l1, long l2, long l3, long at0, long at1, long at2, long at3) {
        FloatVector x0 = load(at0).mul(same(l0));
        FloatVector x1 = same(l1).fma(x0, load(at1)).mul(same(l1 + 4));
        FloatVector x2 = same(l2 + 4).fma(x1, same(l2).fma(x0, load(at2))).mul(same(l2 + 8));
        FloatVector x3 = same(l3 + 8).fma(x2, same(l3 + 4).fma(x1, same(l3).fma(x0, load(at3)))).mul(same(l3 + 12));
        store(x0, at0);
        store(x1, at1);
        store(x2, at2);
        store(x3, at3);
    }

    private static void row(int j, long l, long x, long step) {
        long at = x + j * step;
        FloatVector a = load(at);
        FloatVector b = load(at + HALF);
        for (int k = 0; k < j; k++) {
            FloatVector c = same(l + 4L * k);
            a = c.fma(load(x + k * step), a);
            b = c.fma(load(x + k * step + HALF), b);
        }
        store(a.mul(same(l + 4L * j)), at);
        store(b.mul(same(l + 4L * j)), at + HALF);
    }

    /** As {@link #float32}. */
    static void float64(int n, long l, long stepOfL, long x, long step) {
        int j = 0;
        for (; j <= n - ROWS; j += ROWS) {
            fourWideRows(j, l + j * stepOfL, stepOfL, x, step);
        }
        for (; j < n; j++) {
            wideRow(j, l + j * stepOfL, x, step);
        }
    }

    private static DoubleVector wide(long at) {
        return DoubleVector.fromMemorySegment(D, Memory.ALL, at, ORDER);
    }

    private static DoubleVector sameWide(long at) {
        return DoubleVector.broadcast(D, Memory.getDouble(at));
    }

    private static void store(DoubleVector v, long at) {
        v.intoMemorySegment(Memory.ALL, at, ORDER);
    }

    private static void fourWideRows(int j, long l0, long stepOfL, long x, long step) {
        long l1 = l0 + stepOfL;
        long l2 = l1 + stepOfL;
        long l3 = l2 + stepOfL;
        long at0 = x + j * step;
        long at1 = at0 + step;
        long at2 = at1 + step;
        long at3 = at2 + step;
        DoubleVector a0 = DoubleVector.zero(D);
        DoubleVector b0 = DoubleVector.zero(D);
        DoubleVector a1 = DoubleVector.zero(D);
        DoubleVector b1 = DoubleVector.zero(D);
        DoubleVector a2 = DoubleVector.zero(D);
        DoubleVector b2 = DoubleVector.zero(D);
        DoubleVector a3 = DoubleVector.zero(D);
        DoubleVector b3 = DoubleVector.zero(D);
        long above = x;
        for (int k = 0; k < j; k++) {
            DoubleVector p = wide(above);
            DoubleVector q = wide(above + HALF);
            DoubleVector c = sameWide(l0 + 8L * k);
            a0 = c.fma(p, a0);
            b0 = c.fma(q, b0);
            c = sameWide(l1 + 8L * k);
            a1 = c.fma(p, a1);
            b1 = c.fma(q, b1);
            c = sameWide(l2 + 8L * k);
            a2 = c.fma(p, a2);
            b2 = c.fma(q, b2);
            c = sameWide(l3 + 8L * k);
            a3 = c.fma(p, a3);
            b3 = c.fma(q, b3);
            above += step;
        }
        long d = 8L * j;
        store(wide(at0).add(a0), at0);
        store(wide(at0 + HALF).add(b0), at0 + HALF);
        store(wide(at1).add(a1), at1);
        store(wide(at1 + HALF).add(b1), at1 + HALF);
        store(wide(at2).add(a2), at2);
        store(wide(at2 + HALF).add(b2), at2 + HALF);
        store(wide(at3).add(a3), at3);
        store(wide(at3 + HALF).add(b3), at3 + HALF);
        wideTriangle(l0 + d, l1 + d, l2 + d, l3 + d, at0, at1, at2, at3);
        wideTriangle(l0 + d, l1 + d, l2 + d, l3 + d, at0 + HALF, at1 + HALF, at2 + HALF, at3 + HALF);
    }

    private static void wideTriangle(long l0, long l1, long l2, long l3, long at0, long at1, long at2, long at3) {
        DoubleVector x0 = wide(at0).mul(sameWide(l0));
        DoubleVector x1 = sameWide(l1).fma(x0, wide(at1)).mul(sameWide(l1 + 8));
        DoubleVector x2 = sameWide(l2 + 8).fma(x1, sameWide(l2).fma(x0, wide(at2))).mul(sameWide(l2 + 16));
        DoubleVector x3 = sameWide(l3 + 16).fma(x2, sameWide(l3 + 8).fma(x1, sameWide(l3).fma(x0, wide(at3)))).mul(sameWide(l3 + 24));
        store(x0, at0);
        store(x1, at1);
        store(x2, at2);
        store(x3, at3);
    }

    private static void wideRow(int j, long l, long x, long step) {
        long at = x + j * step;
        DoubleVector a = wide(at);
        DoubleVector b = wide(at + HALF);
        for (int k = 0; k < j; k++) {
            DoubleVector c = sameWide(l + 8L * k);
            a = c.fma(wide(x + k * step), a);
            b = c.fma(wide(x + k * step + HALF), b);
        }
        store(a.mul(sameWide(l + 8L * j)), at);
        store(b.mul(sameWide(l + 8L * j)), at + HALF);
    }
}
