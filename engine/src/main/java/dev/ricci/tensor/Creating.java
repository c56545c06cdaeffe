package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
        View v = b.allocate(DType.INT32, n);
        b.map(Formula.of(1), v);
        b.scan(Reduction.SUM, v, v, 0);
        b.map(X.sub(1), v, v);
        return Tensor.of(v);
    }

    static Tensor eye(Backend b, DType dtype, int n) {
        Check.shape("eye", n, n);
        View i = arange(b, n).view();
        View v = b.allocate(dtype, n, n);
        b.map(X.equal(Y), v, i.with(i.layout().unsqueeze(1)).broadcast(n, n), i.broadcast(n, n));
        return Tensor.of(v);
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
