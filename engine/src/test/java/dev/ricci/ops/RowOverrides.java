package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.Cpu;
import dev.ricci.cpu.Defined;
import dev.ricci.cpu.Samples;
import dev.ricci.cpu.Samples.Lie;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every override of an operation on rows, of some device, against its definition, worked out by the CPU, on rows that lie in every way. */
abstract class RowOverrides {
    static final Cpu CPU = new Cpu(new DeviceOptions(2, 0));
    private static final Backend DEFINED = new Defined(CPU);
    private static final int[] LENGTHS = {1, 2, 7, 31, 32, 33, 64, 255, 256, 260, 1023, 1024, 1025, 4099, 4100, 8192, 8200, 12_001};
    private static final int[][] SHAPES = {{0, 5}, {5, 0}, {1, 1}, {70, 3}, {2, 33, 3}, {33, 40}, {2, 3, 4, 5}, {130, 10}, {3, 257, 36}};

    private Backend device;
    private Scope scope;

    /** The device whose overrides are tested; it stays open. */
    abstract Backend device();

    @BeforeEach
    void open() {
        device = device();
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        if (scope != null) {
            scope.close();
        }
    }

    /** An operation along an axis of its first output, whose other operands have its shape. */
    interface Along {
        void run(Backend b, View[] v, int axis);
    }

    record Operation(String name, int operands, Along along) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Operation> operations() {
        return List.of(
                new Operation("softmax", 2, (b, v, axis) -> b.softmax(v[0], v[1], axis)),
                new Operation("logSoftmax", 2, (b, v, axis) -> b.logSoftmax(v[0], v[1], axis)),
                new Operation("softmaxGradient", 3, (b, v, axis) -> b.softmaxGradient(v[0], v[1], v[2], axis)),
                new Operation("logSoftmaxGradient", 3, (b, v, axis) -> b.logSoftmaxGradient(v[0], v[1], v[2], axis)));
    }

    private static int size(int... shape) {
        return IntStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    /** The same for the same seed: normal numbers that both types can hold. */
    private static double[] normal(long seed, int n, double scale) {
        Random random = new Random(seed);
        return IntStream.range(0, n).mapToDouble(_ -> (float) (random.nextGaussian() * scale)).toArray();
    }

    private Twin sample(DType type, Lie lie, long seed, int... shape) {
        return Twin.of(device, Samples.of(type, lie, normal(seed, size(shape), 2), shape));
    }

    private Twin empty(DType type, Lie lie, int... shape) {
        return Twin.of(device, Samples.empty(type, lie, shape));
    }

    void check(Operation operation, DType type, int axis, Lie[] lie, int... shape) {
        try (Scope _ = Scope.open()) {
            Twin[] t = new Twin[operation.operands];
            t[0] = empty(type, lie[0], shape);
            double[] x = normal(size(shape), size(shape), 2);
            if (t.length == 3) { // the result of a logSoftmax is below 0
                x = Arrays.stream(x).map(v -> -Math.abs(v)).toArray();
                t[2] = sample(type, lie[2], 1, shape);
            }
            t[1] = Twin.of(device, Samples.of(type, lie[1], x, shape));
            operation.along.run(DEFINED, hosts(t), axis);
            operation.along.run(device, devices(t), axis);
            String where = operation + " " + type + Arrays.toString(shape) + " axis " + axis + " " + Arrays.toString(lie);
            double scale = t.length == 3 ? 32 * Math.sqrt(shape[axis]) : 4; // that of the sums
            t[0].agree(where, 32 * type.epsilon(), scale);
        }
    }

    private static View[] hosts(Twin... t) {
        return Arrays.stream(t).map(x -> x == null ? null : x.host()).toArray(View[]::new);
    }

    private static View[] devices(Twin... t) {
        return Arrays.stream(t).map(x -> x == null ? null : x.device()).toArray(View[]::new);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void rowsOfEveryLength(Operation operation) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int n : LENGTHS) {
                check(operation, type, 1, new Lie[] {Lie.DENSE, Lie.DENSE, Lie.DENSE}, 3, n);
                check(operation, type, 1, new Lie[] {Lie.DENSE, Lie.TRANSPOSED, Lie.SPACED}, 3, n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyAxisOfEveryLayout(Operation operation) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] shape : SHAPES) {
                for (int axis = 0; axis < shape.length; axis++) {
                    for (Lie[] lie : Samples.lies(3)) {
                        check(operation, type, axis, lie, shape);
                    }
                }
            }
        }
    }

    /** So long that one block for each would take longer than the definition, and as long along the other axis. */
    @ParameterizedTest
    @MethodSource("operations")
    void fewVeryLongRows(Operation operation) {
        Lie[] dense = {Lie.DENSE, Lie.DENSE, Lie.DENSE};
        check(operation, DType.FLOAT32, 1, dense, 3, 100_000);
        check(operation, DType.FLOAT32, 0, dense, 100_000, 3);
    }

    /** An output may be an input that is laid out alike. */
    @ParameterizedTest
    @MethodSource("operations")
    void inPlace(Operation operation) {
        for (int[] shape : new int[][] {{5, 33}, {5, 256}, {2, 1025}, {2, 9000}}) {
            for (int axis = 0; axis < 2; axis++) {
                Twin[] t = new Twin[operation.operands];
                for (int k = 1; k < t.length; k++) {
                    t[k] = sample(DType.FLOAT32, Lie.DENSE, k, shape);
                }
                t[0] = t[t.length - 1];
                operation.along.run(DEFINED, hosts(t), axis);
                operation.along.run(device, devices(t), axis);
                t[0].agree(operation + " in place", 64 * DType.FLOAT32.epsilon(), 8 * Math.sqrt(shape[axis]));
            }
        }
    }

    /** What comes of infinities and NaN is part of the definition, in every version of the kernels. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void rowsThatAreNotFinite(DType type) {
        double inf = Double.POSITIVE_INFINITY;
        double[][] special = {{0, -inf, 1}, {-inf, -inf, -inf}, {inf, 0, 0}, {0, 1, Double.NaN}, {-inf, 3, -inf}, {1e4, -1e4, 0}};
        for (int n : new int[] {3, 40, 600, 2000, 9000}) {
            double[] a = new double[special.length * n];
            for (int i = 0; i < a.length; i++) {
                a[i] = special[i / n][i % n % 3];
            }
            for (Operation operation : operations().subList(0, 2)) {
                for (Lie lie : new Lie[] {Lie.DENSE, Lie.TRANSPOSED}) {
                    Twin in = Twin.of(device, Samples.of(type, lie, a, special.length, n));
                    Twin out = empty(type, lie, special.length, n);
                    operation.along.run(DEFINED, hosts(out, in), 1);
                    operation.along.run(device, devices(out, in), 1);
                    out.agree(operation + " " + n, 64 * type.epsilon(), 1);
                }
            }
            Twin in = Twin.of(device, Samples.of(type, Lie.DENSE, a, special.length, n));
            Twin labels = Twin.of(device, Samples.of(DType.INT32, Lie.DENSE, new double[] {2, 0, 1, 0, 1, 2}, special.length));
            Twin out = empty(type, Lie.DENSE, special.length);
            DEFINED.crossEntropy(out.host(), in.host(), labels.host());
            device.crossEntropy(out.device(), in.device(), labels.device());
            out.agree("crossEntropy " + n, 64 * type.epsilon(), 1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void crossEntropy(DType type) {
        for (int[] shape : new int[][] {{0, 4}, {1, 1}, {3, 10}, {7, 16}, {33, 17}, {300, 10}, {4, 1001}, {3, 1024}, {3, 9000}}) {
            double[] labels = new Random(2).ints(shape[0], 0, shape[1]).asDoubleStream().toArray();
            for (Lie[] lie : Samples.lies(5)) {
                Twin logits = sample(type, lie[0], 3, shape);
                Twin chosen = Twin.of(device, Samples.of(DType.INT32, lie[1], labels, shape[0]));
                Twin gradient = sample(type, lie[2], 4, shape[0]);
                Twin out = empty(type, lie[3], shape[0]);
                Twin back = empty(type, lie[4], shape);
                for (Backend b : new Backend[] {DEFINED, device}) {
                    View[] v = b == device ? devices(out, logits, chosen, gradient, back) : hosts(out, logits, chosen, gradient, back);
                    b.crossEntropy(v[0], v[1], v[2]);
                    b.crossEntropyGradient(v[4], v[1], v[2], v[3]);
                }
                String where = type + Arrays.toString(shape) + Arrays.toString(lie);
                out.agree("crossEntropy " + where, 64 * type.epsilon(), 1);
                back.agree("crossEntropyGradient " + where, 64 * type.epsilon(), 4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void labelsOutOfRangeAreToldAndTouchNothing(DType type) {
        for (int classes : new int[] {0, 5, 40, 2000, 9000}) {
            for (int bad : new int[] {-1, classes, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                Twin logits = sample(type, Lie.DENSE, 3, 2, classes);
                Twin labels = Twin.of(device, Samples.of(DType.INT32, Lie.DENSE, new double[] {bad, bad}, 2));
                Twin gradient = sample(type, Lie.DENSE, 4, 2);
                Twin out = empty(type, Lie.DENSE, 2);
                Twin back = empty(type, Lie.DENSE, 2, classes);
                assertTold(bad, () -> device.crossEntropy(out.device(), logits.device(), labels.device()));
                assertTold(bad, () -> device.crossEntropyGradient(back.device(), logits.device(), labels.device(), gradient.device()));
                out.agree("untouched", 0, 0);
                back.agree("untouched", 0, 0);
            }
        }
    }

    /** At once, or when somebody waits. */
    private void assertTold(int bad, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, () -> {
            call.run();
            device.finish();
        }).getMessage();
        assertTrue(message.matches("crossEntropy: labels .*, got " + bad + " at position [01]"), message);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void layerNorm(DType type) {
        int[][] shapes = {{0, 5}, {5, 0}, {7}, {1, 1}, {70, 3}, {2, 33, 3}, {40, 33}, {9, 64}, {3, 1024}, {3, 1025}, {600, 20}, {2, 8192},
            {2, 12_001}, {20, 4, 6}};
        for (int[] shape : shapes) {
            int n = shape[shape.length - 1];
            for (Lie[] lie : Samples.lies(7)) {
                Twin[] t = {
                    empty(type, lie[0], shape), sample(type, lie[1], 1, shape), sample(type, lie[2], 2, n), sample(type, lie[3], 3, n),
                    sample(type, lie[4], 4, shape), empty(type, lie[5], shape), empty(type, lie[6], n), empty(type, lie[0], n)
                };
                String where = type + Arrays.toString(shape) + Arrays.toString(lie);
                normalise(DEFINED, hosts(t), 7);
                normalise(device, devices(t), 7);
                t[0].agree("layerNorm " + where, 64 * type.epsilon(), 2);
                t[5].agree("layerNormGradient of in " + where, 64 * type.epsilon(), 64);
                t[6].agree("layerNormGradient of gain " + where, 64 * type.epsilon(), 4 * Math.sqrt(size(shape)));
                t[7].agree("layerNormGradient of shift " + where, 64 * type.epsilon(), 4 * Math.sqrt(size(shape)));
            }
        }
    }

    /** Forward, then those gradients that are wanted: bits 1, 2 and 4. */
    private static void normalise(Backend b, View[] v, int wanted) {
        b.layerNorm(v[0], v[1], v[2], v[3], 1e-3);
        View[] out = {(wanted & 1) == 0 ? null : v[5], (wanted & 2) == 0 ? null : v[6], (wanted & 4) == 0 ? null : v[7]};
        b.layerNormGradient(out, v[1], v[2], v[4], 1e-3);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void gradientsThatNobodyWantsAreLeftOut(DType type) {
        for (int wanted = 0; wanted < 7; wanted++) {
            Twin[] t = {
                empty(type, Lie.DENSE, 5, 12), sample(type, Lie.DENSE, 1, 5, 12), sample(type, Lie.DENSE, 2, 12),
                sample(type, Lie.DENSE, 3, 12), sample(type, Lie.DENSE, 4, 5, 12), empty(type, Lie.DENSE, 5, 12),
                empty(type, Lie.DENSE, 12), empty(type, Lie.DENSE, 12)
            };
            normalise(DEFINED, hosts(t), wanted);
            normalise(device, devices(t), wanted);
            for (Twin each : t) {
                each.agree("wanted " + wanted, 64 * type.epsilon(), 16);
            }
        }
    }

    /** The variance of rows far from 0 keeps its digits. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void layerNormFarFromZero(DType type) {
        for (int n : new int[] {32, 1000, 5000, 12_000}) {
            double far = type == DType.FLOAT32 ? 4096 : 1e9;
            double[] a = Arrays.stream(normal(n, 2 * n, 1)).map(v -> Math.rint(v * 256) / 256 + far).toArray();
            Twin in = Twin.of(device, Samples.of(type, Lie.DENSE, a, 2, n));
            Twin near = Twin.of(device, Samples.of(type, Lie.DENSE, Arrays.stream(a).map(v -> v - far).toArray(), 2, n));
            Twin one = Twin.of(device, Samples.of(type, Lie.DENSE, new double[] {1}, 1));
            View gain = one.host().broadcast(n);
            View deviceGain = one.device().broadcast(n);
            Twin out = empty(type, Lie.DENSE, 2, n);
            DEFINED.layerNorm(out.host(), near.host(), gain, gain, 0);
            device.layerNorm(out.device(), in.device(), deviceGain, deviceGain, 0);
            out.agree("far from 0 " + n, 4 * far * type.epsilon(), 1);
        }
    }
}
