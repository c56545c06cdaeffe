package dev.ricci.cuda.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The same numbers under the same strides on the processor and on the device under test.
 *
 * <p>Numbers are copied as the whole memory around a view, so that nothing but the operation under test runs, and elements that it
 * must not touch are compared too.
 */
record Twins(View here, View there, int length) {
    private static final int MARGIN = 3;
    private static final Backend CPU = Devices.open("cpu", DeviceOptions.DEFAULT);

    /** How a view lies in its memory. */
    enum Lie {
        DENSE,
        TRANSPOSED,
        SPACED,
        REVERSED,
        REPEATED
    }

    /** What is done on each device. */
    interface Work {
        void on(Backend device, View[] views);
    }

    /** Numbers with repetitions; floating-point ones with NaN, infinities, both zeros and a subnormal number. */
    static Twins of(Backend device, DType type, Lie lie, long seed, int... shape) {
        return of(device, type, lie, draw(type, seed, (int) memory(lie, shape)), shape);
    }

    /** Indices from least (inclusive) to limit (exclusive). */
    static Twins indices(Backend device, Lie lie, long seed, int least, int limit, int... shape) {
        double[] all = new double[(int) memory(lie, shape)];
        Random random = new Random(seed);
        Arrays.setAll(all, i -> least + random.nextInt(Math.max(1, limit - least)));
        return of(device, DType.INT32, lie, all, shape);
    }

    /** Finite numbers of very different size, where another order of adding gives other bits. */
    static Twins wide(Backend device, DType type, Lie lie, long seed, int... shape) {
        double[] all = new double[(int) memory(lie, shape)];
        Random random = new Random(seed);
        Arrays.setAll(all, i -> type == DType.INT32 ? random.nextInt() : (random.nextInt(2) - 0.5) * Math.exp(30 * random.nextDouble()));
        return of(device, type, lie, all, shape);
    }

    /** Numbers near 1 whose products stay near 1. */
    static Twins near1(Backend device, DType type, long seed, int... shape) {
        double[] all = new double[(int) memory(Lie.DENSE, shape)];
        Random random = new Random(seed);
        Arrays.setAll(all, i -> 1 + (random.nextDouble() - 0.5) / 1000);
        return of(device, type, Lie.DENSE, all, shape);
    }

    /** A vector. */
    static Twins of(Backend device, int[] values) {
        double[] all = new double[(int) memory(Lie.DENSE, values.length)];
        Arrays.setAll(all, i -> i < values.length ? values[i] : 0);
        return of(device, DType.INT32, Lie.DENSE, all, values.length);
    }

    /** The same numbers in another type. */
    Twins as(Backend device, DType type, Lie lie) {
        return of(device, type, lie, numbers(here), here.shape());
    }

    /** Another view of the same memory. */
    Twins with(UnaryOperator<Layout> pick) {
        return new Twins(here.with(pick.apply(here.layout())), there.with(pick.apply(there.layout())), length);
    }

    private static Twins of(Backend device, DType type, Lie lie, double[] memory, int... shape) {
        return new Twins(on(CPU, type, lie, memory, shape), on(device, type, lie, memory, shape), memory.length);
    }

    private static double[] draw(DType type, long seed, int n) {
        double[] odd = {Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-40};
        Random random = new Random(seed);
        double[] all = new double[n];
        Arrays.setAll(all, i -> {
            double x = type == DType.BOOL ? random.nextInt(2) : random.nextInt(2001) - 1000;
            return !type.isFloat() ? x : random.nextInt(9) == 0 ? odd[random.nextInt(odd.length)] : x / 8;
        });
        return all;
    }

    private static View on(Backend b, DType type, Lie lie, double[] memory, int... shape) {
        Layout l = layout(lie, shape);
        long least = 0;
        for (int d = 0; d < shape.length; d++) {
            least += Math.min(0, Math.max(0, shape[d] - 1) * l.stride(d));
        }
        View all = b.allocate(type, memory.length);
        Elements.write(all, memory);
        return all.with(new Layout(shape.clone(), l.strides(), (lie == Lie.DENSE ? 0 : MARGIN) - least));
    }

    private static long memory(Lie lie, int... shape) {
        Layout l = layout(lie, shape);
        long span = 1 + 2 * MARGIN;
        for (int d = 0; d < shape.length; d++) {
            span += Math.max(0, shape[d] - 1) * Math.abs(l.stride(d));
        }
        return span;
    }

    private static Layout layout(Lie lie, int... shape) {
        long[] strides = Layout.dense(shape.clone()).strides();
        long n = 1;
        for (int d = 0; d < shape.length; d++) {
            switch (lie) {
                case DENSE -> {}
                case TRANSPOSED -> strides[d] = n;
                case SPACED -> strides[d] *= 3;
                case REVERSED -> strides[d] = -strides[d];
                case REPEATED -> strides[d] = d == 0 ? 0 : strides[d];
            }
            n *= Math.max(1, shape[d]);
        }
        return new Layout(shape.clone(), strides, 0);
    }

    /** Does the work on both and compares all memory: every bit, but for those of NaNs, which differ from device to device. */
    static void agree(String what, Work work, Twins... twins) {
        both(work, twins);
        for (int i = 0; i < twins.length; i++) {
            int view = i;
            assertArrayEquals(twins[i].numbers(twins[i].here), twins[i].numbers(twins[i].there), () -> what + ", view " + view);
        }
    }

    /** Does the work on both and compares the memory of the first within a relative error. */
    static void near(String what, double error, Work work, Twins... twins) {
        both(work, twins);
        double[] wanted = twins[0].numbers(twins[0].here);
        double[] got = twins[0].numbers(twins[0].there);
        for (int i = 0; i < wanted.length; i++) {
            int place = i;
            double allowed = Double.isFinite(wanted[i]) ? error * Math.max(1, Math.abs(wanted[i])) : 0;
            assertEquals(wanted[i], got[i], allowed, () -> what + ", place " + place);
        }
    }

    private static void both(Work work, Twins... twins) {
        work.on(CPU, Arrays.stream(twins).map(Twins::here).toArray(View[]::new));
        work.on(twins[0].there.backend(), Arrays.stream(twins).map(Twins::there).toArray(View[]::new));
    }

    /** All numbers of the memory around a view; those of double hold every bit of the other types. */
    private double[] numbers(View v) {
        return Elements.read(v.with(Layout.dense(length)));
    }
}
