package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;

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
    private static final DoubleVector ONE = DoubleVector.broadcast(S, (double) 1);

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static void store(DoubleVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    void make(long x, int count, long tau) {
        DoubleVector alpha = load(x);
        DoubleVector rest = DoubleVector.zero(S);
        for (int i = 1; i < count; i++) {
            DoubleVector v = load(x + i * WIDTH);
            rest = v.fma(v, rest);
        }
        DoubleVector back = ONE;
        DoubleVector total = alpha.fma(alpha, rest);
        VectorMask<Double> small = total.compare(VectorOperators.LT, SMALL);
        if (small.anyTrue()) { // squares vanish: the same on larger numbers
            DoubleVector large = ONE.blend(LARGE, small);
            rest = DoubleVector.zero(S);
            for (int i = 1; i < count; i++) {
                DoubleVector v = load(x + i * WIDTH).mul(large);
                rest = v.fma(v, rest);
            }
            DoubleVector a = alpha.mul(large);
            total = a.fma(a, rest);
            back = ONE.blend((double) (1 / LARGE), small);
        }
        DoubleVector norm = total.sqrt().mul(back);
        DoubleVector beta = norm.blend(norm.neg(), alpha.compare(VectorOperators.GE, (double) 0));
        VectorMask<Double> none = rest.compare(VectorOperators.EQ, (double) 0).or(total.compare(VectorOperators.LT, SMALL));
        DoubleVector zero = DoubleVector.zero(S);
        store(beta.sub(alpha).div(beta).blend(zero, none), tau);
        store(beta.blend(alpha, none), x);
        DoubleVector by = ONE.div(alpha.sub(beta)).blend(zero, none);
        for (int i = 1; i < count; i++) {
            store(load(x + i * WIDTH).mul(by), x + i * WIDTH);
        }
    }

    @Override
    void apply(long v, int count, long tau, long y, long yStep, int columns, long squares) {
        DoubleVector t = load(tau);
        for (int c = 0; c < columns; c++) {
            long p = y + c * yStep;
            DoubleVector first = load(p);
            DoubleVector sum = first;
            for (int i = 1; i < count; i++) {
                sum = load(v + i * WIDTH).fma(load(p + i * WIDTH), sum);
            }
            DoubleVector minus = sum.mul(t).neg();
            store(first.add(minus), p);
            DoubleVector square = DoubleVector.zero(S);
            for (int i = 1; i < count; i++) {
                DoubleVector now = load(v + i * WIDTH).fma(minus, load(p + i * WIDTH));
                square = now.fma(now, square);
                store(now, p + i * WIDTH);
            }
            store(square, squares + c * WIDTH);
        }
    }

    @Override
    void square(long x, int count, long square) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            DoubleVector v = load(x + i * WIDTH);
            sum = v.fma(v, sum);
        }
        store(sum, square);
    }

    @Override
    void combine(long p, long v, int count, long tau) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            sum = load(v + i * WIDTH).fma(load(p + i * WIDTH), sum);
        }
        DoubleVector minus = load(tau).neg();
        DoubleVector along = sum.mul(minus).mul(minus).mul((double) 0.5);
        for (int i = 0; i < count; i++) {
            store(load(v + i * WIDTH).fma(along, load(p + i * WIDTH).mul(minus)), p + i * WIDTH);
        }
    }

    @Override
    void takeBoth(long a, long columnStep, int count, long v, long w) {
        for (int j = 0; j < count; j++) {
            DoubleVector vj = load(v + j * WIDTH).neg();
            DoubleVector wj = load(w + j * WIDTH).neg();
            long column = a + j * columnStep;
            for (int i = 0; i < count; i++) {
                DoubleVector x = load(v + i * WIDTH).fma(wj, load(column + i * WIDTH));
                store(load(w + i * WIDTH).fma(vj, x), column + i * WIDTH);
            }
        }
    }

    @Override
    void normalise(long x, int count, long square) {
        DoubleVector norm = load(square).sqrt();
        store(norm, square);
        DoubleVector by = ONE.div(ONE.blend(norm, norm.compare(VectorOperators.GT, (double) 0)));
        for (int i = 0; i < count; i++) {
            store(load(x + i * WIDTH).mul(by), x + i * WIDTH);
        }
    }
}
