package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The reflections of float32; the one of float64 is the same text with its names. */
final class FloatReflections extends Reflections {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();
    private static final float SMALL = (float) Limits.of(DType.FLOAT32).small();
    private static final float LARGE = (float) Limits.of(DType.FLOAT32).large();

    @Override
    void make(long x, int count, long tau) {
        FloatVector alpha = FloatVector.fromMemorySegment(S, ALL, at(x), ORDER);
        FloatVector rest = FloatVector.zero(S);
        for (int i = 1; i < count; i++) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            rest = v.fma(v, rest);
        }
        FloatVector back = FloatVector.broadcast(S, (float) 1);
        FloatVector total = alpha.fma(alpha, rest);
        VectorMask<Float> small = total.compare(VectorOperators.LT, SMALL);
        if (small.anyTrue()) { // squares vanish: the same on larger numbers
            FloatVector large = FloatVector.broadcast(S, (float) 1).blend(LARGE, small);
            rest = FloatVector.zero(S);
            for (int i = 1; i < count; i++) {
                FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(large);
                rest = v.fma(v, rest);
            }
            FloatVector a = alpha.mul(large);
            total = a.fma(a, rest);
            back = FloatVector.broadcast(S, (float) 1).blend((float) (1 / LARGE), small);
        }
        FloatVector norm = total.sqrt().mul(back);
        FloatVector beta = norm.blend(norm.neg(), alpha.compare(VectorOperators.GE, (float) 0));
        VectorMask<Float> none = rest.compare(VectorOperators.EQ, (float) 0).or(total.compare(VectorOperators.LT, SMALL));
        FloatVector zero = FloatVector.zero(S);
        beta.sub(alpha).div(beta).blend(zero, none).intoMemorySegment(ALL, at(tau), ORDER);
        beta.blend(alpha, none).intoMemorySegment(ALL, at(x), ORDER);
        FloatVector by = FloatVector.broadcast(S, (float) 1).div(alpha.sub(beta)).blend(zero, none);
        for (int i = 1; i < count; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(by).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
        }
    }

    /** The products with v of four columns come together: each alone would wait for one addition after the other. */
    @Override
    void apply(long v, int count, long tau, long y, long yStep, int columns, long squares) {
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            fourProducts(v, count, tau, y + c * yStep, yStep, squares + c * WIDTH);
        }
        for (; c < columns; c++) {
            product(v, count, tau, y + c * yStep, squares + c * WIDTH);
        }
        for (c = 0; c < columns; c++) {
            take(v, count, y + c * yStep, squares + c * WIDTH);
        }
    }

    private static void fourProducts(long v, int count, long tau, long y, long step, long products) {
        FloatVector a = FloatVector.fromMemorySegment(S, ALL, at(y), ORDER);
        FloatVector b = FloatVector.fromMemorySegment(S, ALL, at(y + step), ORDER);
        FloatVector c = FloatVector.fromMemorySegment(S, ALL, at(y + 2 * step), ORDER);
        FloatVector d = FloatVector.fromMemorySegment(S, ALL, at(y + 3 * step), ORDER);
        for (int i = 1; i < count; i++) {
            FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER);
            long p = y + i * WIDTH;
            a = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p), ORDER), a);
            b = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + step), ORDER), b);
            c = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + 2 * step), ORDER), c);
            d = f.fma(FloatVector.fromMemorySegment(S, ALL, at(p + 3 * step), ORDER), d);
        }
        FloatVector t = FloatVector.fromMemorySegment(S, ALL, at(tau), ORDER);
        a.mul(t).intoMemorySegment(ALL, at(products), ORDER);
        b.mul(t).intoMemorySegment(ALL, at(products + WIDTH), ORDER);
        c.mul(t).intoMemorySegment(ALL, at(products + 2 * WIDTH), ORDER);
        d.mul(t).intoMemorySegment(ALL, at(products + 3 * WIDTH), ORDER);
    }

    private static void product(long v, int count, long tau, long y, long product) {
        FloatVector sum = FloatVector.fromMemorySegment(S, ALL, at(y), ORDER);
        for (int i = 1; i < count; i++) {
            sum = FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER), sum);
        }
        sum.mul(FloatVector.fromMemorySegment(S, ALL, at(tau), ORDER)).intoMemorySegment(ALL, at(product), ORDER);
    }

    /** Takes the product times v out of a column, and puts the square of what stands below its first cell in its place. */
    private static void take(long v, int count, long y, long product) {
        FloatVector minus = FloatVector.fromMemorySegment(S, ALL, at(product), ORDER).neg();
        FloatVector.fromMemorySegment(S, ALL, at(y), ORDER).add(minus).intoMemorySegment(ALL, at(y), ORDER);
        FloatVector square = FloatVector.zero(S);
        for (int i = 1; i < count; i++) {
            FloatVector now = FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(minus, FloatVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER));
            square = now.fma(now, square);
            now.intoMemorySegment(ALL, at(y + i * WIDTH), ORDER);
        }
        square.intoMemorySegment(ALL, at(product), ORDER);
    }

    @Override
    void square(long x, int count, long square) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            sum = v.fma(v, sum);
        }
        sum.intoMemorySegment(ALL, at(square), ORDER);
    }

    @Override
    void combine(long p, long v, int count, long tau) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            sum = FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, ALL, at(p + i * WIDTH), ORDER), sum);
        }
        FloatVector minus = FloatVector.fromMemorySegment(S, ALL, at(tau), ORDER).neg();
        FloatVector along = sum.mul(minus).mul(minus).mul((float) 0.5);
        for (int i = 0; i < count; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(along, FloatVector.fromMemorySegment(S, ALL, at(p + i * WIDTH), ORDER).mul(minus))
                            .intoMemorySegment(ALL, at(p + i * WIDTH), ORDER);
        }
    }

    @Override
    void takeBoth(long a, long columnStep, int count, long v, long w) {
        for (int j = 0; j < count; j++) {
            takeColumn(a + j * columnStep, count, v, w, v + j * WIDTH, w + j * WIDTH);
        }
    }

    private static void takeColumn(long column, int count, long v, long w, long vj, long wj) {
        FloatVector f = FloatVector.fromMemorySegment(S, ALL, at(vj), ORDER).neg();
        FloatVector g = FloatVector.fromMemorySegment(S, ALL, at(wj), ORDER).neg();
        for (int i = 0; i < count; i++) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(g, FloatVector.fromMemorySegment(S, ALL, at(column + i * WIDTH), ORDER));
            FloatVector.fromMemorySegment(S, ALL, at(w + i * WIDTH), ORDER).fma(f, x)
                    .intoMemorySegment(ALL, at(column + i * WIDTH), ORDER);
        }
    }

    @Override
    void normalise(long x, int count, long square) {
        FloatVector norm = FloatVector.fromMemorySegment(S, ALL, at(square), ORDER).sqrt();
        norm.intoMemorySegment(ALL, at(square), ORDER);
        FloatVector by = FloatVector.broadcast(S, (float) 1).div(FloatVector.broadcast(S, (float) 1)
                .blend(norm, norm.compare(VectorOperators.GT, (float) 0)));
        for (int i = 0; i < count; i++) {
            FloatVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(by).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
        }
    }
}
