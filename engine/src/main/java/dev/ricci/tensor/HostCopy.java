package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Tensors read back into memory of the host. */
final class HostCopy {
    private HostCopy() {}

    static void copy(Tensor t, MemorySegment to) {
        long bytes = t.size() * t.dtype().bytes();
        if (to.byteSize() < bytes) {
            throw new IllegalArgumentException("copyTo: the segment has " + to.byteSize() + " bytes, shape "
                    + Arrays.toString(t.shape()) + " of " + t.dtype() + " needs " + bytes);
        }
        t.backend().read(t.view(), to.asSlice(0, bytes));
    }

    static float[] floats(Tensor t) {
        float[] a = new float[length(t)];
        copy(t.detach().to(DType.FLOAT32), MemorySegment.ofArray(a));
        return a;
    }

    static double[] doubles(Tensor t) {
        double[] a = new double[length(t)];
        copy(t.detach().to(DType.FLOAT64), MemorySegment.ofArray(a));
        return a;
    }

    static int[] ints(Tensor t) {
        if (t.dtype() == DType.INT64) {
            return fitting(longs(t));
        }
        Check.dtype("toInts", t.dtype(), DType.INT32, DType.INT64, DType.BOOL);
        int[] a = new int[length(t)];
        copy(t.to(DType.INT32), MemorySegment.ofArray(a));
        return a;
    }

    private static int[] fitting(long[] values) {
        int[] a = new int[values.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = (int) values[i];
            if (a[i] != values[i]) {
                throw new IllegalArgumentException("toInts: element " + i + " is " + values[i]
                        + ", which does not fit an int; use toLongs()");
            }
        }
        return a;
    }

    static long[] longs(Tensor t) {
        Check.dtype("toLongs", t.dtype(), DType.INT64, DType.INT32, DType.BOOL);
        long[] a = new long[length(t)];
        copy(t.to(DType.INT64), MemorySegment.ofArray(a));
        return a;
    }

    static short[] halves(Tensor t) {
        Check.dtype("toHalfBits", t.dtype(), DType.FLOAT16, DType.BFLOAT16);
        short[] a = new short[length(t)];
        copy(t, MemorySegment.ofArray(a));
        return a;
    }

    static boolean[] booleans(Tensor t) {
        Check.dtype("toBooleans", t.dtype(), DType.BOOL);
        byte[] bytes = new byte[length(t)];
        copy(t, MemorySegment.ofArray(bytes));
        boolean[] a = new boolean[bytes.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = bytes[i] != 0;
        }
        return a;
    }

    static double item(Tensor t) {
        one("item", t);
        return doubles(t)[0];
    }

    static long itemLong(Tensor t) {
        one("itemLong", t);
        return longs(t)[0];
    }

    private static void one(String op, Tensor t) {
        if (t.size() != 1) {
            throw new IllegalArgumentException(op + ": a tensor of one element, got shape " + Arrays.toString(t.shape())
                    + "; reduce it first, or read it by toDoubles()");
        }
    }

    private static int length(Tensor t) {
        if (t.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a tensor of " + t.size() + " elements does not fit a Java array; use copyTo");
        }
        return (int) t.size();
    }
}
