package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Vectors} in the Vector API; a class of its own, so that it loads only where that is there. */
final class Lanes {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final MemorySegment ALL = Memory.ALL;

    private Lanes() {}

    private static DoubleVector at(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    static double dot(long x, long y, int n) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        long step = 8L * WIDTH;
        int i = 0;
        for (; i <= n - 4 * WIDTH; i += 4 * WIDTH) {
            long p = x + 8L * i;
            long q = y + 8L * i;
            s0 = at(p).fma(at(q), s0);
            s1 = at(p + step).fma(at(q + step), s1);
            s2 = at(p + 2 * step).fma(at(q + 2 * step), s2);
            s3 = at(p + 3 * step).fma(at(q + 3 * step), s3);
        }
        for (; i <= n - WIDTH; i += WIDTH) {
            s0 = at(x + 8L * i).fma(at(y + 8L * i), s0);
        }
        double sum = sum(s0.add(s1).add(s2.add(s3)));
        for (; i < n; i++) {
            sum = Math.fma(Memory.getDouble(x + 8L * i), Memory.getDouble(y + 8L * i), sum);
        }
        return sum;
    }

    /** In one order: reduceLanes leaves it open, and interpreted and compiled code differ. */
    private static double sum(DoubleVector v) {
        return switch (WIDTH) {
            case 2 -> v.lane(0) + v.lane(1);
            case 4 -> v.lane(0) + v.lane(2) + (v.lane(1) + v.lane(3));
            case 8 -> v.lane(0) + v.lane(4) + (v.lane(2) + v.lane(6)) + (v.lane(1) + v.lane(5) + (v.lane(3) + v.lane(7)));
            default -> {
                double sum = 0;
                for (int i = 0; i < WIDTH; i++) {
                    sum += v.lane(i);
                }
                yield sum;
            }
        };
    }

    static void axpy(double a, long x, long y, int n) {
        DoubleVector va = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - WIDTH; i += WIDTH) {
            va.fma(at(x + 8L * i), at(y + 8L * i)).intoMemorySegment(ALL, y + 8L * i, ORDER);
        }
        for (; i < n; i++) {
            Memory.setDouble(y + 8L * i, Math.fma(a, Memory.getDouble(x + 8L * i), Memory.getDouble(y + 8L * i)));
        }
    }

    static void axpy(double a, long x, double b, long y, long z, int n) {
        DoubleVector va = DoubleVector.broadcast(S, a);
        DoubleVector vb = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - WIDTH; i += WIDTH) {
            DoubleVector sum = va.fma(at(x + 8L * i), at(z + 8L * i));
            vb.fma(at(y + 8L * i), sum).intoMemorySegment(ALL, z + 8L * i, ORDER);
        }
        for (; i < n; i++) {
            double sum = Math.fma(a, Memory.getDouble(x + 8L * i), Memory.getDouble(z + 8L * i));
            Memory.setDouble(z + 8L * i, Math.fma(b, Memory.getDouble(y + 8L * i), sum));
        }
    }

    static void rotate(double c, double s, long x, long y, int n) {
        DoubleVector vc = DoubleVector.broadcast(S, c);
        DoubleVector vs = DoubleVector.broadcast(S, s);
        int i = 0;
        for (; i <= n - WIDTH; i += WIDTH) {
            DoubleVector p = at(x + 8L * i);
            DoubleVector q = at(y + 8L * i);
            vc.mul(p).sub(vs.mul(q)).intoMemorySegment(ALL, x + 8L * i, ORDER);
            vs.fma(p, vc.mul(q)).intoMemorySegment(ALL, y + 8L * i, ORDER);
        }
        for (; i < n; i++) {
            double p = Memory.getDouble(x + 8L * i);
            double q = Memory.getDouble(y + 8L * i);
            Memory.setDouble(x + 8L * i, c * p - s * q);
            Memory.setDouble(y + 8L * i, s * p + c * q);
        }
    }
}
