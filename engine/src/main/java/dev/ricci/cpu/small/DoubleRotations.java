package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;

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
    private static final double SMALL = (double) Limits.of(DType.FLOAT64).small();
    private static final double LARGE = (double) Limits.of(DType.FLOAT64).large();
    private static final double TINY = (double) Limits.of(DType.FLOAT64).tiny();
    private static final double ROUNDING = (double) Limits.of(DType.FLOAT64).rounding();
    private static final double VOID = (double) Limits.of(DType.FLOAT64).nothing();
    private static final DoubleVector ONE = DoubleVector.broadcast(S, (double) 1);
    private static final DoubleVector MUCH = DoubleVector.broadcast(S, LARGE);
    private static final DoubleVector ZERO = DoubleVector.zero(S);

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static void store(DoubleVector v, long address) {
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
        DoubleVector product = ZERO;
        DoubleVector odd = ZERO;
        int i = 0;
        for (; i + 2 <= count; i += 2) {
            product = load(x + i * WIDTH).fma(load(y + i * WIDTH), product);
            odd = load(x + (i + 1) * WIDTH).fma(load(y + (i + 1) * WIDTH), odd);
        }
        if (i < count) {
            product = load(x + i * WIDTH).fma(load(y + i * WIDTH), product);
        }
        DoubleVector a = load(squareX);
        DoubleVector b = load(squareY);
        VectorMask<Double> less = a.compare(VectorOperators.LT, b);
        DoubleVector most = a.blend(b, less);
        DoubleVector least = b.blend(a, less);
        DoubleVector by = MUCH.blend(LARGE * LARGE, most.compare(VectorOperators.LT, (double) (1 / LARGE)));
        DoubleVector c = product.add(odd).mul(by);
        DoubleVector f = by.mul((double) cosine);
        VectorMask<Double> apart = c.mul(c).compare(VectorOperators.GT, most.mul(f).mul(least.mul(f)))
                .and(least.compare(VectorOperators.GE, VOID));
        if (!apart.or(less).anyTrue()) {
            return false;
        }
        DoubleVector d = most.sub(least).mul(by);
        DoubleVector twice = c.add(c);
        DoubleVector tan = twice.div(d.add(twice.fma(twice, d.mul(d)).sqrt()));
        DoubleVector t = ZERO.blend(tan.blend(tan.neg(), less), apart);
        DoubleVector cos = ONE.div(t.fma(t, ONE).sqrt());
        DoubleVector sin = cos.mul(t);
        store(cos.blend(sin.neg(), less), work);
        store(sin.blend(cos, less), work + WIDTH);
        DoubleVector turned = load(work + 2 * WIDTH);
        store(turned.blend(turned.add(ONE), apart.or(less)), work + 2 * WIDTH);
        return true;
    }

    private static void rotate(long x, long y, int count, long work) {
        DoubleVector cos = load(work);
        DoubleVector sin = load(work + WIDTH);
        DoubleVector minus = sin.neg();
        for (int i = 0; i < count; i++) {
            DoubleVector u = load(x + i * WIDTH);
            DoubleVector v = load(y + i * WIDTH);
            store(u.fma(cos, v.mul(sin)), x + i * WIDTH);
            store(v.fma(cos, u.mul(minus)), y + i * WIDTH);
        }
    }

    private static void measured(long x, long y, int count, long work, long squareX, long squareY) {
        DoubleVector cos = load(work);
        DoubleVector sin = load(work + WIDTH);
        DoubleVector minus = sin.neg();
        DoubleVector a = ZERO;
        DoubleVector b = ZERO;
        for (int i = 0; i < count; i++) {
            DoubleVector u = load(x + i * WIDTH);
            DoubleVector v = load(y + i * WIDTH);
            DoubleVector f = u.fma(cos, v.mul(sin));
            DoubleVector g = v.fma(cos, u.mul(minus));
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
            DoubleVector square = load(squares + j * WIDTH);
            VectorMask<Double> nothing = square.compare(VectorOperators.LT, VOID);
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
        DoubleVector m = DoubleVector.broadcast(S, (double) (n - 1));
        DoubleVector end = load(diagonal + (n - 1) * WIDTH);
        DoubleVector next = end.abs();
        for (int i = n - 2; i >= l; i--) {
            DoubleVector d = load(diagonal + i * WIDTH);
            DoubleVector own = d.abs();
            DoubleVector limit = own.add(next).mul((double) (ROUNDING / 2)).max(TINY);
            VectorMask<Double> apart = load(beside + i * WIDTH).abs().compare(VectorOperators.LE, limit);
            m = m.blend((double) i, apart);
            end = end.blend(d, apart);
            next = own;
        }
        store(m, work);
        store(end, work + WIDTH);
        return (int) m.reduceLanes(VectorOperators.MAX);
    }

    @Override
    void step(long diagonal, long beside, int l, int top, long v, long columnStep, int length, long work) {
        DoubleVector m = load(work);
        DoubleVector g = shifted(diagonal + l * WIDTH, beside + l * WIDTH, load(work + WIDTH));
        VectorMask<Double> on = m.compare(VectorOperators.GT, (double) l);
        DoubleVector s = ONE;
        DoubleVector c = ONE;
        DoubleVector p = ZERO;
        for (int i = top - 1; i >= l; i--) {
            long at = i * WIDTH;
            DoubleVector e = load(beside + at);
            DoubleVector f = s.mul(e);
            DoubleVector b = c.mul(e);
            DoubleVector r = length(f, g);
            VectorMask<Double> now = on.and(m.compare(VectorOperators.GT, (double) i));
            VectorMask<Double> turned = now.and(r.compare(VectorOperators.GT, (double) 0));
            DoubleVector below = r.blend(ZERO, m.compare(VectorOperators.EQ, (double) (i + 1)));
            store(load(beside + at + WIDTH).blend(below, now), beside + at + WIDTH);
            DoubleVector inverse = ONE.div(ONE.blend(r, turned));
            s = s.blend(f.mul(inverse), turned);
            c = c.blend(g.mul(inverse), turned);
            DoubleVector old = load(diagonal + at + WIDTH);
            DoubleVector less = old.sub(p);
            DoubleVector q = load(diagonal + at).sub(less).mul(s).add(c.mul(b).mul((double) 2));
            p = p.blend(s.mul(q), turned);
            g = g.blend(c.mul(q).sub(b), turned);
            store(old.blend(less.blend(less.add(p), turned), now), diagonal + at + WIDTH);
            on = on.and(turned.or(now.not()));
            store(ONE.blend(c, turned), work + 2 * WIDTH);
            store(ZERO.blend(s, turned), work + 3 * WIDTH);
            rotate(v + (i + 1) * columnStep, v + i * columnStep, length, work + 2 * WIDTH);
        }
        DoubleVector first = load(diagonal + l * WIDTH);
        store(first.blend(first.sub(p), on), diagonal + l * WIDTH);
        store(load(beside + l * WIDTH).blend(g, on), beside + l * WIDTH);
    }

    /** The end of the window less Wilkinson's shift: the eigenvalue of the leading two by two that is nearer to its first element. */
    private static DoubleVector shifted(long diagonal, long beside, DoubleVector end) {
        DoubleVector first = load(diagonal);
        DoubleVector e = load(beside);
        DoubleVector half = load(diagonal + WIDTH).sub(first).mul((double) 0.5);
        DoubleVector root = half.fma(half, e.mul(e)).sqrt().max(e.abs());
        DoubleVector below = half.add(root.blend(root.neg(), half.compare(VectorOperators.LT, (double) 0)));
        return end.sub(first).add(e.div(below).mul(e));
    }

    private static DoubleVector length(DoubleVector f, DoubleVector g) {
        DoubleVector square = f.fma(f, g.mul(g));
        VectorMask<Double> small = square.compare(VectorOperators.LT, SMALL);
        if (!small.anyTrue()) {
            return square.sqrt();
        }
        DoubleVector x = f.mul(LARGE);
        DoubleVector y = g.mul(LARGE);
        DoubleVector large = x.fma(x, y.mul(y));
        large = large.blend(ZERO, large.compare(VectorOperators.LT, SMALL));
        return square.sqrt().blend(large.sqrt().mul((double) (1 / LARGE)), small);
    }
}
