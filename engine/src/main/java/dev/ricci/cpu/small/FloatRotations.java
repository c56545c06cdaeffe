package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;

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
    private static final float SMALL = (float) Limits.of(DType.FLOAT32).small();
    private static final float LARGE = (float) Limits.of(DType.FLOAT32).large();
    private static final float TINY = (float) Limits.of(DType.FLOAT32).tiny();
    private static final float ROUNDING = (float) Limits.of(DType.FLOAT32).rounding();
    private static final float VOID = (float) Limits.of(DType.FLOAT32).nothing();
    private static final FloatVector ONE = FloatVector.broadcast(S, (float) 1);
    private static final FloatVector MUCH = FloatVector.broadcast(S, LARGE);
    private static final FloatVector ZERO = FloatVector.zero(S);

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    boolean turn(long x, long y, int count, long squareX, long squareY, long p, long q, int length, float cosine, long work) {
        if (!angle(x, y, count, squareX, squareY, cosine, work)) {
            return false;
        }
        measured(x, y, count, work, squareX, squareY);
        rotate(p, q, length, work);
        return true;
    }

    /** Leaves cosine and sine in work: with c the product of both columns and d the difference of their squares, the tangent is
     * 2 c / (d + root(d^2 + 4 c^2)); all of them made large enough to be squared. */
    private static boolean angle(long x, long y, int count, long squareX, long squareY, float cosine, long work) {
        FloatVector product = ZERO;
        FloatVector odd = ZERO;
        int i = 0;
        for (; i + 2 <= count; i += 2) {
            product = load(x + i * WIDTH).fma(load(y + i * WIDTH), product);
            odd = load(x + (i + 1) * WIDTH).fma(load(y + (i + 1) * WIDTH), odd);
        }
        if (i < count) {
            product = load(x + i * WIDTH).fma(load(y + i * WIDTH), product);
        }
        FloatVector a = load(squareX);
        FloatVector b = load(squareY);
        VectorMask<Float> less = a.compare(VectorOperators.LT, b);
        FloatVector most = a.blend(b, less);
        FloatVector least = b.blend(a, less);
        FloatVector by = MUCH.blend(LARGE * LARGE, most.compare(VectorOperators.LT, (float) (1 / LARGE)));
        FloatVector c = product.add(odd).mul(by);
        FloatVector f = by.mul((float) cosine);
        VectorMask<Float> apart = c.mul(c).compare(VectorOperators.GT, most.mul(f).mul(least.mul(f)))
                .and(least.compare(VectorOperators.GE, VOID));
        if (!apart.or(less).anyTrue()) {
            return false;
        }
        FloatVector d = most.sub(least).mul(by);
        FloatVector twice = c.add(c);
        FloatVector tan = twice.div(d.add(twice.fma(twice, d.mul(d)).sqrt()));
        FloatVector t = ZERO.blend(tan.blend(tan.neg(), less), apart);
        FloatVector cos = ONE.div(t.fma(t, ONE).sqrt());
        FloatVector sin = cos.mul(t);
        store(cos.blend(sin.neg(), less), work);
        store(sin.blend(cos, less), work + WIDTH);
        FloatVector turned = load(work + 2 * WIDTH);
        store(turned.blend(turned.add(ONE), apart.or(less)), work + 2 * WIDTH);
        return true;
    }

    private static void rotate(long x, long y, int count, long work) {
        FloatVector cos = load(work);
        FloatVector sin = load(work + WIDTH);
        FloatVector minus = sin.neg();
        for (int i = 0; i < count; i++) {
            FloatVector u = load(x + i * WIDTH);
            FloatVector v = load(y + i * WIDTH);
            store(u.fma(cos, v.mul(sin)), x + i * WIDTH);
            store(v.fma(cos, u.mul(minus)), y + i * WIDTH);
        }
    }

    private static void measured(long x, long y, int count, long work, long squareX, long squareY) {
        FloatVector cos = load(work);
        FloatVector sin = load(work + WIDTH);
        FloatVector minus = sin.neg();
        FloatVector a = ZERO;
        FloatVector b = ZERO;
        for (int i = 0; i < count; i++) {
            FloatVector u = load(x + i * WIDTH);
            FloatVector v = load(y + i * WIDTH);
            FloatVector f = u.fma(cos, v.mul(sin));
            FloatVector g = v.fma(cos, u.mul(minus));
            a = f.fma(f, a);
            b = g.fma(g, b);
            store(f, x + i * WIDTH);
            store(g, y + i * WIDTH);
        }
        store(a, squareX);
        store(b, squareY);
    }

    @Override
    void clear(long columns, long step, int count, int length, long squares) {
        for (int j = 0; j < count; j++) {
            FloatVector square = load(squares + j * WIDTH);
            VectorMask<Float> nothing = square.compare(VectorOperators.LT, VOID);
            if (nothing.anyTrue()) {
                store(square.blend(ZERO, nothing), squares + j * WIDTH);
                for (int i = 0; i < length; i++) {
                    long at = columns + j * step + i * WIDTH;
                    store(load(at).blend(ZERO, nothing), at);
                }
            }
        }
    }

    @Override
    int window(long diagonal, long beside, int l, int n, long work) {
        FloatVector m = FloatVector.broadcast(S, (float) (n - 1));
        FloatVector end = load(diagonal + (n - 1) * WIDTH);
        FloatVector next = end.abs();
        for (int i = n - 2; i >= l; i--) {
            FloatVector d = load(diagonal + i * WIDTH);
            FloatVector own = d.abs();
            FloatVector limit = own.add(next).mul((float) (ROUNDING / 2)).max(TINY);
            VectorMask<Float> apart = load(beside + i * WIDTH).abs().compare(VectorOperators.LE, limit);
            m = m.blend((float) i, apart);
            end = end.blend(d, apart);
            next = own;
        }
        store(m, work);
        store(end, work + WIDTH);
        return (int) m.reduceLanes(VectorOperators.MAX);
    }

    @Override
    void step(long diagonal, long beside, int l, int top, long v, long columnStep, int length, long work) {
        FloatVector m = load(work);
        FloatVector g = shifted(diagonal + l * WIDTH, beside + l * WIDTH, load(work + WIDTH));
        VectorMask<Float> on = m.compare(VectorOperators.GT, (float) l);
        FloatVector s = ONE;
        FloatVector c = ONE;
        FloatVector p = ZERO;
        for (int i = top - 1; i >= l; i--) {
            long at = i * WIDTH;
            FloatVector e = load(beside + at);
            FloatVector f = s.mul(e);
            FloatVector b = c.mul(e);
            FloatVector r = length(f, g);
            VectorMask<Float> now = on.and(m.compare(VectorOperators.GT, (float) i));
            VectorMask<Float> turned = now.and(r.compare(VectorOperators.GT, (float) 0));
            FloatVector below = r.blend(ZERO, m.compare(VectorOperators.EQ, (float) (i + 1)));
            store(load(beside + at + WIDTH).blend(below, now), beside + at + WIDTH);
            FloatVector inverse = ONE.div(ONE.blend(r, turned));
            s = s.blend(f.mul(inverse), turned);
            c = c.blend(g.mul(inverse), turned);
            FloatVector old = load(diagonal + at + WIDTH);
            FloatVector less = old.sub(p);
            FloatVector q = load(diagonal + at).sub(less).mul(s).add(c.mul(b).mul((float) 2));
            p = p.blend(s.mul(q), turned);
            g = g.blend(c.mul(q).sub(b), turned);
            store(old.blend(less.blend(less.add(p), turned), now), diagonal + at + WIDTH);
            on = on.and(turned.or(now.not()));
            store(ONE.blend(c, turned), work + 2 * WIDTH);
            store(ZERO.blend(s, turned), work + 3 * WIDTH);
            rotate(v + (i + 1) * columnStep, v + i * columnStep, length, work + 2 * WIDTH);
        }
        FloatVector first = load(diagonal + l * WIDTH);
        store(first.blend(first.sub(p), on), diagonal + l * WIDTH);
        store(load(beside + l * WIDTH).blend(g, on), beside + l * WIDTH);
    }

    /** The end of the window less Wilkinson's shift: the eigenvalue of the leading two by two that is nearer to its first element. */
    private static FloatVector shifted(long diagonal, long beside, FloatVector end) {
        FloatVector first = load(diagonal);
        FloatVector e = load(beside);
        FloatVector half = load(diagonal + WIDTH).sub(first).mul((float) 0.5);
        FloatVector root = half.fma(half, e.mul(e)).sqrt().max(e.abs());
        FloatVector below = half.add(root.blend(root.neg(), half.compare(VectorOperators.LT, (float) 0)));
        return end.sub(first).add(e.div(below).mul(e));
    }

    private static FloatVector length(FloatVector f, FloatVector g) {
        FloatVector square = f.fma(f, g.mul(g));
        VectorMask<Float> small = square.compare(VectorOperators.LT, SMALL);
        if (!small.anyTrue()) {
            return square.sqrt();
        }
        FloatVector x = f.mul(LARGE);
        FloatVector y = g.mul(LARGE);
        FloatVector large = x.fma(x, y.mul(y));
        large = large.blend(ZERO, large.compare(VectorOperators.LT, SMALL));
        return square.sqrt().blend(large.sqrt().mul((float) (1 / LARGE)), small);
    }
}
