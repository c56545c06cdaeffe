package dev.ricci.cpu.small;

import static dev.ricci.cpu.host.Memory.ALL;

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
    private static final FloatVector ONE = FloatVector.broadcast(S, (float) 1);

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    void make(long x, int count, long tau) {
        FloatVector alpha = load(x);
        FloatVector rest = FloatVector.zero(S);
        for (int i = 1; i < count; i++) {
            FloatVector v = load(x + i * WIDTH);
            rest = v.fma(v, rest);
        }
        FloatVector back = ONE;
        FloatVector total = alpha.fma(alpha, rest);
        VectorMask<Float> small = total.compare(VectorOperators.LT, SMALL);
        if (small.anyTrue()) { // squares vanish: the same on larger numbers
            FloatVector large = ONE.blend(LARGE, small);
            rest = FloatVector.zero(S);
            for (int i = 1; i < count; i++) {
                FloatVector v = load(x + i * WIDTH).mul(large);
                rest = v.fma(v, rest);
            }
            FloatVector a = alpha.mul(large);
            total = a.fma(a, rest);
            back = ONE.blend((float) (1 / LARGE), small);
        }
        FloatVector norm = total.sqrt().mul(back);
        FloatVector beta = norm.blend(norm.neg(), alpha.compare(VectorOperators.GE, (float) 0));
        VectorMask<Float> none = rest.compare(VectorOperators.EQ, (float) 0).or(total.compare(VectorOperators.LT, SMALL));
        FloatVector zero = FloatVector.zero(S);
        store(beta.sub(alpha).div(beta).blend(zero, none), tau);
        store(beta.blend(alpha, none), x);
        FloatVector by = ONE.div(alpha.sub(beta)).blend(zero, none);
        for (int i = 1; i < count; i++) {
            store(load(x + i * WIDTH).mul(by), x + i * WIDTH);
        }
    }

    @Override
    void apply(long v, int count, long tau, long y, long yStep, int columns, long squares) {
        FloatVector t = load(tau);
        for (int c = 0; c < columns; c++) {
            long p = y + c * yStep;
            FloatVector first = load(p);
            FloatVector sum = first;
            for (int i = 1; i < count; i++) {
                sum = load(v + i * WIDTH).fma(load(p + i * WIDTH), sum);
            }
            FloatVector minus = sum.mul(t).neg();
            store(first.add(minus), p);
            FloatVector square = FloatVector.zero(S);
            for (int i = 1; i < count; i++) {
                FloatVector now = load(v + i * WIDTH).fma(minus, load(p + i * WIDTH));
                square = now.fma(now, square);
                store(now, p + i * WIDTH);
            }
            store(square, squares + c * WIDTH);
        }
    }

    @Override
    void square(long x, int count, long square) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            FloatVector v = load(x + i * WIDTH);
            sum = v.fma(v, sum);
        }
        store(sum, square);
    }

    @Override
    void combine(long p, long v, int count, long tau) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            sum = load(v + i * WIDTH).fma(load(p + i * WIDTH), sum);
        }
        FloatVector minus = load(tau).neg();
        FloatVector along = sum.mul(minus).mul(minus).mul((float) 0.5);
        for (int i = 0; i < count; i++) {
            store(load(v + i * WIDTH).fma(along, load(p + i * WIDTH).mul(minus)), p + i * WIDTH);
        }
    }

    @Override
    void takeBoth(long a, long columnStep, int count, long v, long w) {
        for (int j = 0; j < count; j++) {
            FloatVector vj = load(v + j * WIDTH).neg();
            FloatVector wj = load(w + j * WIDTH).neg();
            long column = a + j * columnStep;
            for (int i = 0; i < count; i++) {
                FloatVector x = load(v + i * WIDTH).fma(wj, load(column + i * WIDTH));
                store(load(w + i * WIDTH).fma(vj, x), column + i * WIDTH);
            }
        }
    }

    @Override
    void normalise(long x, int count, long square) {
        FloatVector norm = load(square).sqrt();
        store(norm, square);
        FloatVector by = ONE.div(ONE.blend(norm, norm.compare(VectorOperators.GT, (float) 0)));
        for (int i = 0; i < count; i++) {
            store(load(x + i * WIDTH).mul(by), x + i * WIDTH);
        }
    }
}
