package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The rotations of float64; those of float32 are the same text with its names. */
final class DoubleRotations extends Rotations {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();

    // what a QL step keeps in the cells of work, after the window's place and end
    private static final long G = 2 * WIDTH;
    private static final long P = 3 * WIDTH;
    private static final long SINE = 4 * WIDTH;
    private static final long COSINE = 5 * WIDTH;
    private static final long TURN = 6 * WIDTH;
    private static final long LENGTH = 8 * WIDTH;

    private static final double SMALL = (double) Limits.of(DType.FLOAT64).small();
    private static final double LARGE = (double) Limits.of(DType.FLOAT64).large();
    private static final double TINY = (double) Limits.of(DType.FLOAT64).tiny();
    private static final double ROUNDING = (double) Limits.of(DType.FLOAT64).rounding();
    private static final double VOID = (double) Limits.of(DType.FLOAT64).nothing();

    @Override
    void turn(long x, long y, int count, long squareX, long squareY, long p, long q, int length, long angle) {
        measured(x, y, count, angle, squareX, squareY);
        rotate(p, q, length, angle);
    }

    /** With c the product of both columns and d the difference of their squares, the tangent is 2 c / (d + root(d^2 + 4 c^2)). */
    @Override
    boolean angle(long x, long y, int count, long squareX, long squareY, float cosine, long turns, long angle) {
        DoubleVector product = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            product = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER)
                    .fma(DoubleVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER), product);
        }
        DoubleVector a = DoubleVector.fromMemorySegment(S, ALL, at(squareX), ORDER);
        DoubleVector b = DoubleVector.fromMemorySegment(S, ALL, at(squareY), ORDER);
        VectorMask<Double> less = a.compare(VectorOperators.LT, b);
        DoubleVector most = a.blend(b, less);
        DoubleVector least = b.blend(a, less);
        DoubleVector by = DoubleVector.broadcast(S, LARGE).blend(LARGE * LARGE, most
                .compare(VectorOperators.LT, (double) (1 / LARGE)));
        DoubleVector c = product.mul(by);
        DoubleVector f = by.mul((double) cosine);
        VectorMask<Double> apart = c.mul(c).compare(VectorOperators.GT, most.mul(f).mul(least.mul(f)))
                .and(least.compare(VectorOperators.GE, VOID));
        if (!apart.or(less).anyTrue()) {
            return false;
        }
        DoubleVector d = most.sub(least).mul(by);
        DoubleVector twice = c.add(c);
        DoubleVector tan = twice.div(d.add(twice.fma(twice, d.mul(d)).sqrt()));
        DoubleVector t = DoubleVector.zero(S).blend(tan.blend(tan.neg(), less), apart);
        DoubleVector cos = DoubleVector.broadcast(S, (double) 1).div(t.fma(t, DoubleVector.broadcast(S, (double) 1)).sqrt());
        DoubleVector sin = cos.mul(t);
        cos.blend(sin.neg(), less).intoMemorySegment(ALL, at(angle), ORDER);
        sin.blend(cos, less).intoMemorySegment(ALL, at(angle + WIDTH), ORDER);
        DoubleVector turned = DoubleVector.fromMemorySegment(S, ALL, at(turns), ORDER);
        turned.add((double) 1, apart.or(less)).intoMemorySegment(ALL, at(turns), ORDER);
        return true;
    }

    private static void rotate(long x, long y, int count, long work) {
        DoubleVector cos = DoubleVector.fromMemorySegment(S, ALL, at(work), ORDER);
        DoubleVector sin = DoubleVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        DoubleVector minus = sin.neg();
        for (int i = 0; i < count; i++) {
            DoubleVector u = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER);
            u.fma(cos, v.mul(sin)).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
            v.fma(cos, u.mul(minus)).intoMemorySegment(ALL, at(y + i * WIDTH), ORDER);
        }
    }

    private static void measured(long x, long y, int count, long work, long squareX, long squareY) {
        DoubleVector cos = DoubleVector.fromMemorySegment(S, ALL, at(work), ORDER);
        DoubleVector sin = DoubleVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        DoubleVector minus = sin.neg();
        DoubleVector a = DoubleVector.zero(S);
        DoubleVector b = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            DoubleVector u = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER);
            DoubleVector f = u.fma(cos, v.mul(sin));
            DoubleVector g = v.fma(cos, u.mul(minus));
            a = f.fma(f, a);
            b = g.fma(g, b);
            f.intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
            g.intoMemorySegment(ALL, at(y + i * WIDTH), ORDER);
        }
        a.intoMemorySegment(ALL, at(squareX), ORDER);
        b.intoMemorySegment(ALL, at(squareY), ORDER);
    }

    @Override
    void clear(long columns, long step, int count, int length, long squares) {
        for (int j = 0; j < count; j++) {
            DoubleVector square = DoubleVector.fromMemorySegment(S, ALL, at(squares + j * WIDTH), ORDER);
            VectorMask<Double> nothing = square.compare(VectorOperators.LT, VOID);
            if (nothing.anyTrue()) {
                square.blend(DoubleVector.zero(S), nothing).intoMemorySegment(ALL, at(squares + j * WIDTH), ORDER);
                for (int i = 0; i < length; i++) {
                    long at = columns + j * step + i * WIDTH;
                    DoubleVector.fromMemorySegment(S, ALL, at(at), ORDER).blend(DoubleVector.zero(S), nothing)
                            .intoMemorySegment(ALL, at(at), ORDER);
                }
            }
        }
    }

    @Override
    int window(long diagonal, long beside, int l, int n, long work) {
        DoubleVector m = DoubleVector.broadcast(S, (double) (n - 1));
        DoubleVector end = DoubleVector.fromMemorySegment(S, ALL, at(diagonal + (n - 1) * WIDTH), ORDER);
        DoubleVector next = end.abs();
        for (int i = n - 2; i >= l; i--) {
            DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(diagonal + i * WIDTH), ORDER);
            DoubleVector own = d.abs();
            DoubleVector limit = own.add(next).mul((double) (ROUNDING / 2)).max(TINY);
            VectorMask<Double> apart = DoubleVector.fromMemorySegment(S, ALL, at(beside + i * WIDTH), ORDER).abs()
                    .compare(VectorOperators.LE, limit);
            m = m.blend((double) i, apart);
            end = end.blend(d, apart);
            next = own;
        }
        m.intoMemorySegment(ALL, at(work), ORDER);
        end.intoMemorySegment(ALL, at(work + WIDTH), ORDER);
        return (int) m.reduceLanes(VectorOperators.MAX);
    }

    @Override
    void step(long diagonal, long beside, int l, int top, long v, long columnStep, int length, long work) {
        shift(diagonal + l * WIDTH, beside + l * WIDTH, work);
        DoubleVector.broadcast(S, (double) 1).intoMemorySegment(ALL, at(work + SINE), ORDER);
        DoubleVector.broadcast(S, (double) 1).intoMemorySegment(ALL, at(work + COSINE), ORDER);
        DoubleVector.zero(S).intoMemorySegment(ALL, at(work + P), ORDER);
        for (int i = top - 1; i >= l; i--) {
            measure(beside + i * WIDTH, work);
            chase(diagonal + i * WIDTH, beside + i * WIDTH, i, work);
            rotate(v + (i + 1) * columnStep, v + i * columnStep, length, work + TURN);
        }
        VectorMask<Double> on = DoubleVector.fromMemorySegment(S, ALL, at(work), ORDER).compare(VectorOperators.GT, (double) l);
        DoubleVector first = DoubleVector.fromMemorySegment(S, ALL, at(diagonal + l * WIDTH), ORDER);
        first.blend(first.sub(DoubleVector.fromMemorySegment(S, ALL, at(work + P), ORDER)), on)
                .intoMemorySegment(ALL, at(diagonal + l * WIDTH), ORDER);
        DoubleVector.fromMemorySegment(S, ALL, at(beside + l * WIDTH), ORDER)
                .blend(DoubleVector.fromMemorySegment(S, ALL, at(work + G), ORDER), on)
                        .intoMemorySegment(ALL, at(beside + l * WIDTH), ORDER);
    }

    // One rotation of the step, in two parts. Their state stands in work: vectors that a loop carries would be objects, and in a method
    // with many more of them the compiler leaves some calls as they are, with objects for arguments.

    /** The next cosine and sine, and what they do to the diagonal. */
    private static void chase(long diagonal, long beside, int i, long work) {
        DoubleVector m = DoubleVector.fromMemorySegment(S, ALL, at(work), ORDER);
        DoubleVector g = DoubleVector.fromMemorySegment(S, ALL, at(work + G), ORDER);
        DoubleVector r = DoubleVector.fromMemorySegment(S, ALL, at(work + LENGTH), ORDER);
        VectorMask<Double> now = m.compare(VectorOperators.GT, (double) i);
        VectorMask<Double> turned = now.and(r.compare(VectorOperators.GT, (double) 0));
        DoubleVector e = DoubleVector.fromMemorySegment(S, ALL, at(beside), ORDER);
        DoubleVector c = DoubleVector.fromMemorySegment(S, ALL, at(work + COSINE), ORDER);
        DoubleVector b = c.mul(e);
        DoubleVector inverse = DoubleVector.broadcast(S, (double) 1).div(DoubleVector.broadcast(S, (double) 1).blend(r, turned));
        DoubleVector s = DoubleVector.fromMemorySegment(S, ALL, at(work + SINE), ORDER);
        s = s.blend(s.mul(e).mul(inverse), turned);
        c = c.blend(g.mul(inverse), turned);
        DoubleVector p = DoubleVector.fromMemorySegment(S, ALL, at(work + P), ORDER);
        DoubleVector old = DoubleVector.fromMemorySegment(S, ALL, at(diagonal + WIDTH), ORDER);
        DoubleVector less = old.sub(p);
        DoubleVector q = DoubleVector.fromMemorySegment(S, ALL, at(diagonal), ORDER).sub(less).mul(s).add(c.mul(b).mul((double) 2));
        DoubleVector next = s.mul(q);
        old.blend(less.blend(less.add(next), turned), now).intoMemorySegment(ALL, at(diagonal + WIDTH), ORDER);
        DoubleVector below = r.blend((double) 0, m.compare(VectorOperators.EQ, (double) (i + 1)));
        DoubleVector.fromMemorySegment(S, ALL, at(beside + WIDTH), ORDER).blend(below, now)
                .intoMemorySegment(ALL, at(beside + WIDTH), ORDER);
        m.blend((double) -1, now.andNot(turned)).intoMemorySegment(ALL, at(work), ORDER); // fell apart: done
        g.blend(c.mul(q).sub(b), turned).intoMemorySegment(ALL, at(work + G), ORDER);
        p.blend(next, turned).intoMemorySegment(ALL, at(work + P), ORDER);
        s.intoMemorySegment(ALL, at(work + SINE), ORDER);
        c.intoMemorySegment(ALL, at(work + COSINE), ORDER);
        DoubleVector.broadcast(S, (double) 1).blend(c, turned).intoMemorySegment(ALL, at(work + TURN), ORDER);
        DoubleVector.zero(S).blend(s, turned).intoMemorySegment(ALL, at(work + TURN + WIDTH), ORDER);
    }

    /** The length of (f, g), f the sine times what stands beside the diagonal; 0 where that is next to nothing. */
    private static void measure(long beside, long work) {
        DoubleVector f = DoubleVector.fromMemorySegment(S, ALL, at(work + SINE), ORDER)
                .mul(DoubleVector.fromMemorySegment(S, ALL, at(beside), ORDER));
        DoubleVector g = DoubleVector.fromMemorySegment(S, ALL, at(work + G), ORDER);
        DoubleVector square = f.fma(f, g.mul(g));
        VectorMask<Double> small = square.compare(VectorOperators.LT, SMALL);
        square.sqrt().intoMemorySegment(ALL, at(work + LENGTH), ORDER);
        if (small.anyTrue()) {
            DoubleVector x = f.mul(LARGE);
            DoubleVector y = g.mul(LARGE);
            DoubleVector large = x.fma(x, y.mul(y));
            large = large.blend((double) 0, large.compare(VectorOperators.LT, SMALL));
            square.sqrt().blend(large.sqrt().mul((double) (1 / LARGE)), small).intoMemorySegment(ALL, at(work + LENGTH), ORDER);
        }
    }

    /** The end of the window less Wilkinson's shift: the eigenvalue of the leading two by two that is nearer to its first element. */
    private static void shift(long diagonal, long beside, long work) {
        DoubleVector end = DoubleVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        DoubleVector first = DoubleVector.fromMemorySegment(S, ALL, at(diagonal), ORDER);
        DoubleVector e = DoubleVector.fromMemorySegment(S, ALL, at(beside), ORDER);
        DoubleVector half = DoubleVector.fromMemorySegment(S, ALL, at(diagonal + WIDTH), ORDER).sub(first).mul((double) 0.5);
        DoubleVector root = half.fma(half, e.mul(e)).sqrt().max(e.abs());
        DoubleVector below = half.add(root.blend(root.neg(), half.compare(VectorOperators.LT, (double) 0)));
        end.sub(first).add(e.div(below).mul(e)).intoMemorySegment(ALL, at(work + G), ORDER);
    }
}
