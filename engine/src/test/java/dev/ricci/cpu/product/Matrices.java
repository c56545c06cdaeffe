package dev.ricci.cpu.product;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import java.util.SplittableRandom;

/** Views for the tests of products: any layout, filled with random numbers or NaN, and the naive product in double. */
final class Matrices {
    /** How the last two axes of a view lie. */
    enum Lie {
        DENSE,
        TRANSPOSED,
        ROW_GAPS,
        TRANSPOSED_GAPS,
        GAPS_BOTH_WAYS,
        REVERSED,
        ONE_ROW_REPEATED,
        ONE_COLUMN_REPEATED
    }

    private Matrices() {}

    /** A view over memory of its own, all NaN (or the least integer). */
    static View view(DType t, Lie lie, int... shape) {
        int r = shape.length;
        int m = shape[r - 2];
        int n = shape[r - 1];
        long[] strides = new long[r];
        long lead = switch (lie) {
            case DENSE, REVERSED, ONE_ROW_REPEATED, ONE_COLUMN_REPEATED -> lay(strides, n, 1, (long) m * n);
            case TRANSPOSED -> lay(strides, 1, m, (long) m * n);
            case ROW_GAPS -> lay(strides, n + 3, 1, (long) m * (n + 3) + 5);
            case TRANSPOSED_GAPS -> lay(strides, 1, m + 2, (long) n * (m + 2));
            case GAPS_BOTH_WAYS -> lay(strides, 2L * n + 1, 2, (long) m * (2L * n + 1));
        };
        long size = Math.max(lead, 1);
        for (int i = r - 3; i >= 0; i--) {
            strides[i] = size;
            size *= Math.max(shape[i], 1);
        }
        long offset = 3;
        if (lie == Lie.REVERSED && m > 0) {
            offset += (m - 1) * strides[r - 2];
            strides[r - 2] = -strides[r - 2];
        }
        if (lie == Lie.ONE_ROW_REPEATED) {
            strides[r - 2] = 0;
        }
        if (lie == Lie.ONE_COLUMN_REPEATED) {
            strides[r - 1] = 0;
        }
        long bytes = (size + 8) * t.bytes();
        long address = Memory.allocate(bytes);
        View v = new View(new Buffer(null, new HostBlock(address, bytes, b -> Memory.free(b.address()))), t,
                new Layout(shape.clone(), strides, offset));
        for (long i = 0; i < size + 8; i++) {
            set(t, address + i * t.bytes(), Double.NaN);
        }
        return v;
    }

    private static long lay(long[] strides, long row, long col, long size) {
        strides[strides.length - 2] = row;
        strides[strides.length - 1] = col;
        return size;
    }

    static View random(long seed, DType t, Lie lie, int... shape) {
        View v = view(t, lie, shape);
        fill(v, seed);
        return v;
    }

    static void fill(View v, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < v.size(); i++) {
            double x = v.dtype() == DType.INT32 ? random.nextInt(-9, 10) : random.nextDouble(-1, 1);
            set(v.dtype(), address(v, i), x);
        }
    }

    /** Where the element at a row-major index stands. */
    static long address(View v, long index) {
        long at = 0;
        for (int axis = v.rank() - 1; axis >= 0; axis--) {
            at += index % v.size(axis) * v.layout().stride(axis);
            index /= v.size(axis);
        }
        return HostBlock.address(v) + at * v.dtype().bytes();
    }

    static double get(View v, long index) {
        long at = address(v, index);
        return switch (v.dtype()) {
            case FLOAT32 -> Memory.getFloat(at);
            case FLOAT64 -> Memory.getDouble(at);
            default -> Memory.getInt(at);
        };
    }

    private static void set(DType t, long at, double x) {
        switch (t) {
            case FLOAT32 -> Memory.setFloat(at, (float) x);
            case FLOAT64 -> Memory.setDouble(at, x);
            default -> Memory.setInt(at, Double.isNaN(x) ? Integer.MIN_VALUE : (int) x);
        }
    }

    static double[] values(View v) {
        double[] all = new double[(int) v.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = get(v, i);
        }
        return all;
    }

    /** The product in double, and beside it the sum of absolute values that bounds its rounding. */
    static double[][] naive(double[] a, double[] b, double[] c, int batch, int m, int n, int k, double scale, double keep) {
        double[] out = new double[batch * m * n];
        double[] size = new double[out.length];
        for (int i = 0; i < out.length; i++) {
            int col = i % n;
            int row = i / n; // rows of all matrices are counted through
            int first = row / m * k * n + col;
            for (int p = 0; p < k; p++) {
                double x = scale * a[row * k + p] * b[first + p * n];
                out[i] += x;
                size[i] += Math.abs(x);
            }
            if (keep != 0) {
                out[i] += keep * c[i];
                size[i] += Math.abs(keep * c[i]);
            }
        }
        return new double[][] {out, size};
    }
}
