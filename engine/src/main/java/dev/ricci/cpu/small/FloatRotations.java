package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The rotations of float32; those of float64 are the same text with its names. */
final class FloatRotations extends Rotations {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();

    // what a QL step keeps in the cells of work, after the window's place and end
    private static final long G = 2 * WIDTH;
    private static final long P = 3 * WIDTH;
    private static final long SINE = 4 * WIDTH;
    private static final long COSINE = 5 * WIDTH;
    private static final long TURN = 6 * WIDTH;
    private static final long LENGTH = 8 * WIDTH;

    private static final float SMALL = (float) Limits.of(DType.FLOAT32).small();
    private static final float LARGE = (float) Limits.of(DType.FLOAT32).large();
    private static final float TINY = (float) Limits.of(DType.FLOAT32).tiny();
    private static final float ROUNDING = (float) Limits.of(DType.FLOAT32).rounding();
    private static final float VOID = (float) Limits.of(DType.FLOAT32).nothing();

    @Override
    void turn(long x, long y, int count, long squareX, long squareY, long p, long q, int length, long angle) {
        measured(x, y, count, angle, squareX, squareY);
        rotate(p, q, length, angle);
    }

    /** With c the product of both columns and d the difference of their squares, the tangent is 2 c / (d + root(d^2 + 4 c^2)). */
    @Override
    boolean angle(long x, long y, int count, long squareX, long squareY, float cosine, long turns, long angle) {
        FloatVector product = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            product = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER), product);
        }
        FloatVector a = FloatVector.fromMemorySegment(S, ALL, at(squareX), ORDER);
        FloatVector b = FloatVector.fromMemorySegment(S, ALL, at(squareY), ORDER);
        VectorMask<Float> less = a.compare(VectorOperators.LT, b);
        FloatVector most = a.blend(b, less);
        FloatVector least = b.blend(a, less);
        FloatVector by = FloatVector.broadcast(S, LARGE).blend(LARGE * LARGE, most
                .compare(VectorOperators.LT, (float) (1 / LARGE)));
        FloatVector c = product.mul(by);
        FloatVector f = by.mul((float) cosine);
        VectorMask<Float> apart = c.mul(c).compare(VectorOperators.GT, most.mul(f).mul(least.mul(f)))
                .and(least.compare(VectorOperators.GE, VOID));
        if (!apart.or(less).anyTrue()) {
            return false;
        }
        FloatVector d = most.sub(least).mul(by);
        FloatVector twice = c.add(c);
        FloatVector tan = twice.div(d.add(twice.fma(twice, d.mul(d)).sqrt()));
        FloatVector t = FloatVector.zero(S).blend(tan.blend(tan.neg(), less), apart);
        FloatVector cos = FloatVector.broadcast(S, (float) 1).div(t.fma(t, FloatVector.broadcast(S, (float) 1)).sqrt());
        FloatVector sin = cos.mul(t);
        cos.blend(sin.neg(), less).intoMemorySegment(ALL, at(angle), ORDER);
        sin.blend(cos, less).intoMemorySegment(ALL, at(angle + WIDTH), ORDER);
        FloatVector turned = FloatVector.fromMemorySegment(S, ALL, at(turns), ORDER);
        turned.add((float) 1, apart.or(less)).intoMemorySegment(ALL, at(turns), ORDER);
        return true;
    }

    private static void rotate(long x, long y, int count, long work) {
        FloatVector cos = FloatVector.fromMemorySegment(S, ALL, at(work), ORDER);
        FloatVector sin = FloatVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        FloatVector minus = sin.neg();
        for (int i = 0; i < count; i++) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER);
            u.fma(cos, v.mul(sin)).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
            v.fma(cos, u.mul(minus)).intoMemorySegment(ALL, at(y + i * WIDTH), ORDER);
        }
    }

    private static void measured(long x, long y, int count, long work, long squareX, long squareY) {
        FloatVector cos = FloatVector.fromMemorySegment(S, ALL, at(work), ORDER);
        FloatVector sin = FloatVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        FloatVector minus = sin.neg();
        FloatVector a = FloatVector.zero(S);
        FloatVector b = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            FloatVector u = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER);
            FloatVector f = u.fma(cos, v.mul(sin));
            FloatVector g = v.fma(cos, u.mul(minus));
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
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, at(squares + j * WIDTH), ORDER);
            VectorMask<Float> nothing = square.compare(VectorOperators.LT, VOID);
            if (nothing.anyTrue()) {
                square.blend(FloatVector.zero(S), nothing).intoMemorySegment(ALL, at(squares + j * WIDTH), ORDER);
                for (int i = 0; i < length; i++) {
                    long at = columns + j * step + i * WIDTH;
                    FloatVector.fromMemorySegment(S, ALL, at(at), ORDER).blend(FloatVector.zero(S), nothing)
                            .intoMemorySegment(ALL, at(at), ORDER);
                }
            }
        }
    }

    @Override
    int window(long diagonal, long beside, int l, int n, long work) {
        FloatVector m = FloatVector.broadcast(S, (float) (n - 1));
        FloatVector end = FloatVector.fromMemorySegment(S, ALL, at(diagonal + (n - 1) * WIDTH), ORDER);
        FloatVector next = end.abs();
        for (int i = n - 2; i >= l; i--) {
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(diagonal + i * WIDTH), ORDER);
            FloatVector own = d.abs();
            FloatVector limit = own.add(next).mul((float) (ROUNDING / 2)).max(TINY);
            VectorMask<Float> apart = FloatVector.fromMemorySegment(S, ALL, at(beside + i * WIDTH), ORDER).abs()
                    .compare(VectorOperators.LE, limit);
            m = m.blend((float) i, apart);
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
        FloatVector.broadcast(S, (float) 1).intoMemorySegment(ALL, at(work + SINE), ORDER);
        FloatVector.broadcast(S, (float) 1).intoMemorySegment(ALL, at(work + COSINE), ORDER);
        FloatVector.zero(S).intoMemorySegment(ALL, at(work + P), ORDER);
        for (int i = top - 1; i >= l; i--) {
            measure(beside + i * WIDTH, work);
            chase(diagonal + i * WIDTH, beside + i * WIDTH, i, work);
            rotate(v + (i + 1) * columnStep, v + i * columnStep, length, work + TURN);
        }
        VectorMask<Float> on = FloatVector.fromMemorySegment(S, ALL, at(work), ORDER).compare(VectorOperators.GT, (float) l);
        FloatVector first = FloatVector.fromMemorySegment(S, ALL, at(diagonal + l * WIDTH), ORDER);
        first.blend(first.sub(FloatVector.fromMemorySegment(S, ALL, at(work + P), ORDER)), on)
                .intoMemorySegment(ALL, at(diagonal + l * WIDTH), ORDER);
        FloatVector.fromMemorySegment(S, ALL, at(beside + l * WIDTH), ORDER)
                .blend(FloatVector.fromMemorySegment(S, ALL, at(work + G), ORDER), on)
                        .intoMemorySegment(ALL, at(beside + l * WIDTH), ORDER);
    }

    // One rotation of the step, in two parts. Their state stands in work: vectors that a loop carries would be objects, and in a method
    // with many more of them the compiler leaves some calls as they are, with objects for arguments.

    /** The next cosine and sine, and what they do to the diagonal. */
    private static void chase(long diagonal, long beside, int i, long work) {
        FloatVector m = FloatVector.fromMemorySegment(S, ALL, at(work), ORDER);
        FloatVector g = FloatVector.fromMemorySegment(S, ALL, at(work + G), ORDER);
        FloatVector r = FloatVector.fromMemorySegment(S, ALL, at(work + LENGTH), ORDER);
        VectorMask<Float> now = m.compare(VectorOperators.GT, (float) i);
        VectorMask<Float> turned = now.and(r.compare(VectorOperators.GT, (float) 0));
        FloatVector e = FloatVector.fromMemorySegment(S, ALL, at(beside), ORDER);
        FloatVector c = FloatVector.fromMemorySegment(S, ALL, at(work + COSINE), ORDER);
        FloatVector b = c.mul(e);
        FloatVector inverse = FloatVector.broadcast(S, (float) 1).div(FloatVector.broadcast(S, (float) 1).blend(r, turned));
        FloatVector s = FloatVector.fromMemorySegment(S, ALL, at(work + SINE), ORDER);
        s = s.blend(s.mul(e).mul(inverse), turned);
        c = c.blend(g.mul(inverse), turned);
        FloatVector p = FloatVector.fromMemorySegment(S, ALL, at(work + P), ORDER);
        FloatVector old = FloatVector.fromMemorySegment(S, ALL, at(diagonal + WIDTH), ORDER);
        FloatVector less = old.sub(p);
        FloatVector q = FloatVector.fromMemorySegment(S, ALL, at(diagonal), ORDER).sub(less).mul(s).add(c.mul(b).mul((float) 2));
        FloatVector next = s.mul(q);
        old.blend(less.blend(less.add(next), turned), now).intoMemorySegment(ALL, at(diagonal + WIDTH), ORDER);
        FloatVector below = r.blend((float) 0, m.compare(VectorOperators.EQ, (float) (i + 1)));
        FloatVector.fromMemorySegment(S, ALL, at(beside + WIDTH), ORDER).blend(below, now)
                .intoMemorySegment(ALL, at(beside + WIDTH), ORDER);
        m.blend((float) -1, now.andNot(turned)).intoMemorySegment(ALL, at(work), ORDER); // fell apart: done
        g.blend(c.mul(q).sub(b), turned).intoMemorySegment(ALL, at(work + G), ORDER);
        p.blend(next, turned).intoMemorySegment(ALL, at(work + P), ORDER);
        s.intoMemorySegment(ALL, at(work + SINE), ORDER);
        c.intoMemorySegment(ALL, at(work + COSINE), ORDER);
        FloatVector.broadcast(S, (float) 1).blend(c, turned).intoMemorySegment(ALL, at(work + TURN), ORDER);
        FloatVector.zero(S).blend(s, turned).intoMemorySegment(ALL, at(work + TURN + WIDTH), ORDER);
    }

    /** The length of (f, g), f the sine times what stands beside the diagonal; 0 where that is next to nothing. */
    private static void measure(long beside, long work) {
        FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(work + SINE), ORDER)
                .mul(FloatVector.fromMemorySegment(S, ALL, at(beside), ORDER));
        FloatVector g = FloatVector.fromMemorySegment(S, ALL, at(work + G), ORDER);
        FloatVector square = f.fma(f, g.mul(g));
        VectorMask<Float> small = square.compare(VectorOperators.LT, SMALL);
        square.sqrt().intoMemorySegment(ALL, at(work + LENGTH), ORDER);
        if (small.anyTrue()) {
            FloatVector x = f.mul(LARGE);
            FloatVector y = g.mul(LARGE);
            FloatVector large = x.fma(x, y.mul(y));
            large = large.blend((float) 0, large.compare(VectorOperators.LT, SMALL));
            square.sqrt().blend(large.sqrt().mul((float) (1 / LARGE)), small).intoMemorySegment(ALL, at(work + LENGTH), ORDER);
        }
    }

    /** The end of the window less Wilkinson's shift: the eigenvalue of the leading two by two that is nearer to its first element. */
    private static void shift(long diagonal, long beside, long work) {
        FloatVector end = FloatVector.fromMemorySegment(S, ALL, at(work + WIDTH), ORDER);
        FloatVector first = FloatVector.fromMemorySegment(S, ALL, at(diagonal), ORDER);
        FloatVector e = FloatVector.fromMemorySegment(S, ALL, at(beside), ORDER);
        FloatVector half = FloatVector.fromMemorySegment(S, ALL, at(diagonal + WIDTH), ORDER).sub(first).mul((float) 0.5);
        FloatVector root = half.fma(half, e.mul(e)).sqrt().max(e.abs());
        FloatVector below = half.add(root.blend(root.neg(), half.compare(VectorOperators.LT, (float) 0)));
        end.sub(first).add(e.div(below).mul(e)).intoMemorySegment(ALL, at(work + G), ORDER);
    }
}
