package dev.ricci.cpu;

import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.View;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fused operation against its definition in basic ones, and both against double precision. */
class DefinitionsTest {
    private static final Cpu CPU = new Cpu(new DeviceOptions(2, 0));
    private static final Backend DEFINED = new Defined(CPU);
    private static final int[][] SHAPES = {{1}, {7}, {3, 15}, {5, 16}, {5, 17}, {2, 33, 3}, {31, 1}, {0, 5}, {2, 3, 4, 5}, {300, 9}};

    @AfterAll
    static void end() {
        CPU.close();
    }

    /** An operation from one view to another along an axis, on some device. */
    private interface Rows {
        void run(Backend b, View out, View in, int axis);
    }

    private static int size(int... shape) {
        return IntStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    private static double[] normal(int n, double scale) {
        Random random = new Random(n);
        return IntStream.range(0, n).mapToDouble(_ -> (float) (random.nextGaussian() * scale)).toArray();
    }

    private static double tolerance(DType type) {
        return 64 * type.epsilon();
    }

    private static void agree(String what, double[] expected, double[] got, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            double allowed = Double.isFinite(expected[i]) ? tolerance * Math.max(1, Math.abs(expected[i])) : 0;
            assertEquals(expected[i], got[i], allowed, () -> what + " at " + at);
        }
    }

    private static void everywhere(String what, DType type, double scale, Rows operation) {
        for (int[] shape : SHAPES) {
            double[] a = normal(size(shape), scale);
            for (int axis = 0; axis < shape.length; axis++) {
                for (Lie[] lie : Samples.lies(2)) {
                    View in = Samples.of(type, lie[0], a, shape);
                    View fused = Samples.empty(type, lie[1], shape);
                    View defined = Samples.empty(type, Lie.DENSE, shape);
                    operation.run(CPU, fused, in, axis);
                    operation.run(DEFINED, defined, in, axis);
                    String where = what + " " + type + Arrays.toString(shape) + " axis " + axis + " " + Arrays.toString(lie);
                    agree(where, Samples.values(defined), Samples.values(fused), tolerance(type) * Math.max(1, scale / 8));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void softmax(DType type) {
        everywhere("softmax", type, 3, Backend::softmax);
        everywhere("softmax", type, 500, Backend::softmax);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void logSoftmax(DType type) {
        everywhere("logSoftmax", type, 3, Backend::logSoftmax);
        everywhere("logSoftmax", type, 500, Backend::logSoftmax);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void inPlace(DType type) {
        double[] a = normal(5 * 33, 3);
        for (Rows operation : new Rows[] {Backend::softmax, Backend::logSoftmax}) {
            for (int axis = 0; axis < 2; axis++) {
                View in = Samples.of(type, Lie.SPACED, a, 5, 33);
                View defined = Samples.empty(type, Lie.DENSE, 5, 33);
                operation.run(DEFINED, defined, in, axis);
                operation.run(CPU, in, in, axis);
                agree("in place", Samples.values(defined), Samples.values(in), tolerance(type));
            }
        }
    }

    @Test
    void softmaxInDouble() {
        double[] a = Arrays.stream(normal(7 * 19, 4)).map(v -> (float) v).toArray();
        View out = Samples.empty(DType.FLOAT32, Lie.DENSE, 7, 19);
        CPU.softmax(out, Samples.of(DType.FLOAT32, Lie.DENSE, a, 7, 19), 1);
        double[] got = Samples.values(out);
        for (int r = 0; r < 7; r++) {
            double sum = IntStream.range(19 * r, 19 * r + 19).mapToDouble(i -> Math.exp(a[i])).sum();
            for (int i = 19 * r; i < 19 * r + 19; i++) {
                double want = Math.exp(a[i]) / sum;
                double units = 16 + Math.abs(Math.log(want)); // the rounding of x - max counts as often as it is large
                assertEquals(want, got[i], units * DType.FLOAT32.epsilon() * want);
            }
        }
    }

    /** What comes of infinities and NaN is part of the definition. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void rowsThatAreNotFinite(DType type) {
        double inf = Double.POSITIVE_INFINITY;
        double[] a = {0, -inf, 1, -inf, -inf, -inf, inf, 0, 0, 1, Double.NaN, 2};
        for (Rows operation : new Rows[] {Backend::softmax, Backend::logSoftmax}) {
            View fused = Samples.empty(type, Lie.DENSE, 4, 3);
            View defined = Samples.empty(type, Lie.DENSE, 4, 3);
            View in = Samples.of(type, Lie.DENSE, a, 4, 3);
            operation.run(CPU, fused, in, 1);
            operation.run(DEFINED, defined, in, 1);
            agree("not finite", Samples.values(defined), Samples.values(fused), tolerance(type));
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void crossEntropy(DType type) {
        for (int[] shape : new int[][] {{1, 1}, {3, 10}, {7, 16}, {33, 17}, {40, 1001}, {0, 4}}) {
            double[] a = normal(size(shape), 5);
            double[] labels = new Random(2).ints(shape[0], 0, shape[1]).asDoubleStream().toArray();
            for (Lie[] lie : Samples.lies(3)) {
                View logits = Samples.of(type, lie[0], a, shape);
                View chosen = Samples.of(DType.INT32, lie[1], labels, shape[0]);
                View fused = Samples.empty(type, lie[2], shape[0]);
                View defined = Samples.empty(type, Lie.DENSE, shape[0]);
                CPU.crossEntropy(fused, logits, chosen);
                DEFINED.crossEntropy(defined, logits, chosen);
                agree("crossEntropy" + Arrays.toString(shape), Samples.values(defined), Samples.values(fused), tolerance(type));
            }
        }
    }

    /** Both outputs are made from the old values, also where an output is an input: a step of momentum. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void mapOfSeveral(DType type) {
        Formula velocity = Y.mul(0.9).add(Formula.Z);
        Formula[] step = {X.sub(velocity.mul(0.1)), velocity};
        for (int[] shape : SHAPES) {
            int n = size(shape);
            for (Lie[] lie : Samples.lies(3)) {
                double[][] results = new double[2][];
                for (int which = 0; which < 2; which++) {
                    View weights = Samples.of(type, lie[0], normal(n, 1), shape);
                    View speed = Samples.of(type, lie[1], normal(n + 1, 1), shape);
                    View gradient = Samples.of(type, lie[2], normal(n + 2, 1), shape);
                    Backend b = which == 0 ? CPU : DEFINED;
                    b.map(step, new View[] {weights, speed}, weights, speed, gradient);
                    results[which] = Arrays.copyOf(Samples.values(weights), 2 * n);
                    System.arraycopy(Samples.values(speed), 0, results[which], n, n);
                }
                agree("map " + Arrays.toString(shape), results[1], results[0], tolerance(type));
            }
        }
    }

    @Test
    void recordRunsOnceAndAgain() {
        View v = Samples.of(DType.FLOAT32, Lie.DENSE, new double[] {1}, 1);
        try (var replay = CPU.record(() -> CPU.map(X.mul(2), v, v))) {
            assertEquals(2, Samples.get(v, 0));
            replay.run();
            replay.run();
            assertEquals(8, Samples.get(v, 0));
        }
    }
}
