package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Tensors from values of the host and from rules. */
final class Creating {
    private Creating() {}

    static Tensor of(float[] values, int... shape) {
        return of(DType.FLOAT32, MemorySegment.ofArray(values), checked(values.length, shape));
    }

    static Tensor of(double[] values, int... shape) {
        return of(DType.FLOAT64, MemorySegment.ofArray(values), checked(values.length, shape));
    }

    static Tensor of(int[] values, int... shape) {
        return of(DType.INT32, MemorySegment.ofArray(values), checked(values.length, shape));
    }

    static Tensor of(long[] values, int... shape) {
        return of(DType.INT64, MemorySegment.ofArray(values), checked(values.length, shape));
    }

    static Tensor of(DType half, short[] bits, int... shape) {
        return of(half, MemorySegment.ofArray(bits), checked(bits.length, shape));
    }

    static Tensor of(boolean[] values, int... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return of(DType.BOOL, MemorySegment.ofArray(bytes), checked(values.length, shape));
    }

    static Tensor of(DType dtype, MemorySegment values, int... shape) {
        Check.shape("of", shape);
        View v = Devices.current().allocate(dtype, shape.clone());
        long bytes = v.size() * dtype.bytes();
        if (values.byteSize() < bytes) {
            Check.count("of", values.byteSize() / dtype.bytes(), shape);
        }
        v.backend().write(v, values.asSlice(0, bytes));
        return Tensor.of(v);
    }

    static Tensor full(Backend b, DType dtype, double value, int... shape) {
        Check.shape("full", shape);
        View v = b.allocate(dtype, shape.clone());
        b.map(Formula.of(value), v);
        return Tensor.of(v);
    }

    static Tensor arange(Backend b, int n) {
        Check.shape("arange", n);
        return arange(b, DType.INT32, n, 0, 1);
    }

    /** start + i step for each of n places. */
    static Tensor arange(Backend b, DType dtype, int n, double start, double step) {
        View v = b.allocate(dtype, n);
        b.arange(v, start, step);
        return Tensor.of(v);
    }

    static Tensor arange(Backend b, DType dtype, double from, double to, double step) {
        double count = Math.ceil((to - from) / step);
        if (!(step != 0 && Double.isFinite(from) && Double.isFinite(to) && Double.isFinite(step) && count <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("arange: from " + from + " to " + to + " by " + step + "; wants finite bounds, a"
                    + " step that is not 0, and " + Integer.MAX_VALUE + " elements at most");
        }
        int n = (int) Math.max(0, count);
        double last = n == 0 ? from : from + (n - 1) * step;
        boolean whole = from == Math.rint(from) && step == Math.rint(step);
        if (!dtype.isFloat() && !(dtype != DType.BOOL && whole && holds(dtype, from) && holds(dtype, last))) {
            throw new IllegalArgumentException("arange: " + from + " to " + to + " by " + step + " are no numbers of " + dtype
                    + "; take float32 or float64, or whole numbers that it holds (int64: to 2^53)");
        }
        return arange(b, dtype, n, from, step);
    }

    private static boolean holds(DType dtype, double v) {
        return dtype == DType.INT64 ? Math.abs(v) <= 0x1p53 : v >= Integer.MIN_VALUE && v <= Integer.MAX_VALUE;
    }

    /** Each half counts from its own end, so that both ends are exact and the middle is symmetric. */
    static Tensor linspace(Backend b, DType dtype, double from, double to, int n) {
        Check.shape("linspace", n);
        Check.anyFloat("linspace", dtype);
        if (!(Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException("linspace: finite ends, got " + from + " and " + to);
        }
        View v = b.allocate(dtype, n);
        double step = n < 2 ? 0 : to / (n - 1) - from / (n - 1);
        int half = (n + 1) / 2;
        b.arange(v.with(v.layout().slice(0, 0, half, 1)), from, step);
        if (half < n) {
            b.arange(v.with(v.layout().slice(0, n - 1, n - half, -1)), to, -step);
        }
        return Tensor.of(v);
    }

    static Tensor eye(Backend b, DType dtype, int n, int m) {
        Check.shape("eye", n, m);
        View row = arange(b, n).view();
        View column = arange(b, m).view();
        View v = b.allocate(dtype, n, m);
        b.map(X.equal(Y), v, row.with(row.layout().unsqueeze(1)).broadcast(n, m), column.broadcast(n, m));
        return Tensor.of(v);
    }

    static Tensor[] meshgrid(Tensor... vectors) {
        int[] shape = new int[vectors.length];
        for (int i = 0; i < shape.length; i++) {
            Check.rank("meshgrid", vectors[i].shape(), 1, 1);
            shape[i] = vectors[i].size(0);
        }
        Check.shape("meshgrid", shape);
        Tensor[] grid = new Tensor[shape.length];
        for (int i = 0; i < shape.length; i++) {
            int[] own = new int[shape.length];
            Arrays.fill(own, 1);
            own[i] = shape[i];
            grid[i] = vectors[i].reshape(own).broadcastTo(shape);
        }
        return grid;
    }

    static Tensor on(Backend device, Tensor t) {
        View v = device.allocate(t.dtype(), t.shape());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = arena.allocate(Math.max(1, t.size() * t.dtype().bytes()), 8);
            t.copyTo(host);
            device.write(v, host);
        }
        return Tensor.of(v);
    }

    private static int[] checked(int count, int[] shape) {
        if (shape.length == 0 && count != 1) {
            return new int[] {count};
        }
        Check.count("of", count, shape);
        return shape;
    }
}
