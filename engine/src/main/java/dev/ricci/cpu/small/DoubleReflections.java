package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.at;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The reflections of float64; the one of float32 is the same text with its names. */
final class DoubleReflections extends Reflections {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long WIDTH = S.vectorByteSize();
    private static final double SMALL = (double) Limits.of(DType.FLOAT64).small();
    private static final double LARGE = (double) Limits.of(DType.FLOAT64).large();

    @Override
    void make(long x, int count, long tau) {
        DoubleVector alpha = DoubleVector.fromMemorySegment(S, ALL, at(x), ORDER);
        DoubleVector rest = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            rest = v.fma(v, rest);
        }
        DoubleVector back = DoubleVector.broadcast(S, (double) 1);
        DoubleVector total = alpha.fma(alpha, rest);
        VectorMask<Double> small = total.compare(VectorOperators.LT, SMALL);
        if (small.anyTrue()) { // squares vanish: the same on larger numbers
            DoubleVector large = DoubleVector.broadcast(S, (double) 1).blend(LARGE, small);
            rest = DoubleVector.zero(S);
            for (int i = 1; i < count; i++) {
                DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(large);
                rest = v.fma(v, rest);
            }
            DoubleVector a = alpha.mul(large);
            total = a.fma(a, rest);
            back = DoubleVector.broadcast(S, (double) 1).blend((double) (1 / LARGE), small);
        }
        DoubleVector norm = total.sqrt().mul(back);
        DoubleVector beta = norm.blend(norm.neg(), alpha.compare(VectorOperators.GE, (double) 0));
        VectorMask<Double> none = rest.compare(VectorOperators.EQ, (double) 0).or(total.compare(VectorOperators.LT, SMALL));
        DoubleVector zero = DoubleVector.zero(S);
        beta.sub(alpha).div(beta).blend(zero, none).intoMemorySegment(ALL, at(tau), ORDER);
        beta.blend(alpha, none).intoMemorySegment(ALL, at(x), ORDER);
        DoubleVector by = DoubleVector.broadcast(S, (double) 1).div(alpha.sub(beta)).blend(zero, none);
        for (int i = 1; i < count; i++) {
            DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(by).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
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
        DoubleVector a = DoubleVector.fromMemorySegment(S, ALL, at(y), ORDER);
        DoubleVector b = DoubleVector.fromMemorySegment(S, ALL, at(y + step), ORDER);
        DoubleVector c = DoubleVector.fromMemorySegment(S, ALL, at(y + 2 * step), ORDER);
        DoubleVector d = DoubleVector.fromMemorySegment(S, ALL, at(y + 3 * step), ORDER);
        for (int i = 1; i < count; i++) {
            DoubleVector f = DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER);
            long p = y + i * WIDTH;
            a = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p), ORDER), a);
            b = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + step), ORDER), b);
            c = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + 2 * step), ORDER), c);
            d = f.fma(DoubleVector.fromMemorySegment(S, ALL, at(p + 3 * step), ORDER), d);
        }
        DoubleVector t = DoubleVector.fromMemorySegment(S, ALL, at(tau), ORDER);
        a.mul(t).intoMemorySegment(ALL, at(products), ORDER);
        b.mul(t).intoMemorySegment(ALL, at(products + WIDTH), ORDER);
        c.mul(t).intoMemorySegment(ALL, at(products + 2 * WIDTH), ORDER);
        d.mul(t).intoMemorySegment(ALL, at(products + 3 * WIDTH), ORDER);
    }

    private static void product(long v, int count, long tau, long y, long product) {
        DoubleVector sum = DoubleVector.fromMemorySegment(S, ALL, at(y), ORDER);
        for (int i = 1; i < count; i++) {
            sum = DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(DoubleVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER), sum);
        }
        sum.mul(DoubleVector.fromMemorySegment(S, ALL, at(tau), ORDER)).intoMemorySegment(ALL, at(product), ORDER);
    }

    /** Takes the product times v out of a column, and puts the square of what stands below its first cell in its place. */
    private static void take(long v, int count, long y, long product) {
        DoubleVector minus = DoubleVector.fromMemorySegment(S, ALL, at(product), ORDER).neg();
        DoubleVector.fromMemorySegment(S, ALL, at(y), ORDER).add(minus).intoMemorySegment(ALL, at(y), ORDER);
        DoubleVector square = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector now = DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(minus, DoubleVector.fromMemorySegment(S, ALL, at(y + i * WIDTH), ORDER));
            square = now.fma(now, square);
            now.intoMemorySegment(ALL, at(y + i * WIDTH), ORDER);
        }
        square.intoMemorySegment(ALL, at(product), ORDER);
    }

    @Override
    void square(long x, int count, long square) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER);
            sum = v.fma(v, sum);
        }
        sum.intoMemorySegment(ALL, at(square), ORDER);
    }

    @Override
    void combine(long p, long v, int count, long tau) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            sum = DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(DoubleVector.fromMemorySegment(S, ALL, at(p + i * WIDTH), ORDER), sum);
        }
        DoubleVector minus = DoubleVector.fromMemorySegment(S, ALL, at(tau), ORDER).neg();
        DoubleVector along = sum.mul(minus).mul(minus).mul((double) 0.5);
        for (int i = 0; i < count; i++) {
            DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(along, DoubleVector.fromMemorySegment(S, ALL, at(p + i * WIDTH), ORDER).mul(minus))
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
        DoubleVector f = DoubleVector.fromMemorySegment(S, ALL, at(vj), ORDER).neg();
        DoubleVector g = DoubleVector.fromMemorySegment(S, ALL, at(wj), ORDER).neg();
        for (int i = 0; i < count; i++) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, ALL, at(v + i * WIDTH), ORDER)
                    .fma(g, DoubleVector.fromMemorySegment(S, ALL, at(column + i * WIDTH), ORDER));
            DoubleVector.fromMemorySegment(S, ALL, at(w + i * WIDTH), ORDER).fma(f, x)
                    .intoMemorySegment(ALL, at(column + i * WIDTH), ORDER);
        }
    }

    @Override
    void normalise(long x, int count, long square) {
        DoubleVector norm = DoubleVector.fromMemorySegment(S, ALL, at(square), ORDER).sqrt();
        norm.intoMemorySegment(ALL, at(square), ORDER);
        DoubleVector by = DoubleVector.broadcast(S, (double) 1).div(DoubleVector.broadcast(S, (double) 1)
                .blend(norm, norm.compare(VectorOperators.GT, (double) 0)));
        for (int i = 0; i < count; i++) {
            DoubleVector.fromMemorySegment(S, ALL, at(x + i * WIDTH), ORDER).mul(by).intoMemorySegment(ALL, at(x + i * WIDTH), ORDER);
        }
    }
}
