package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.util.Arrays;

/** What the operations along an axis ask of an index: its type, its rank, and lines that are those of the tensor. */
final class Along {
    private Along() {}

    /** The axis counted from 0, after everything is checked but the shapes. */
    static int checked(String op, Tensor x, Tensor index, int axis) {
        int a = Check.axis(op, axis, x.rank());
        Check.dtype(op, index.dtype(), DType.INT32, DType.INT64);
        sameDevice(op, x, index);
        if (index.rank() != x.rank()) {
            throw new IllegalArgumentException(op + ": the index has the rank of the tensor, got shapes " + Arrays.toString(x.shape())
                    + " and, of the index, " + Arrays.toString(index.shape()) + "; gather takes an index of any rank for whole slices");
        }
        return a;
    }

    /** One tensor in the shape that it and another have together, but for the axis, along which it keeps its length. */
    static Tensor stretched(String op, Tensor t, Tensor other, int axis) {
        int[] shape = t.shape();
        int[] beside = other.shape();
        int n = shape[axis];
        shape[axis] = 1;
        beside[axis] = 1;
        int[] together = Check.broadcast(op + " (but for axis " + axis + ")", shape, beside).clone();
        together[axis] = n;
        return t.broadcastTo(together);
    }

    /** Values in the type of x and the shape of the index stretched to x, which x has to have but for the axis. */
    static Tensor values(String op, Tensor x, Tensor index, Tensor values, int axis) {
        sameDevice(op, x, values);
        int[] shape = x.shape();
        shape[axis] = index.size(axis);
        Check.stretches(op, index.shape(), shape);
        Check.stretches(op, values.shape(), shape);
        return values.to(x.dtype()).broadcastTo(shape);
    }

    static void sameDevice(String op, Tensor x, Tensor... others) {
        for (Tensor t : others) {
            Check.sameDevice(op, x.backend(), t.backend());
        }
    }

    /** A number of elements that int32 can count. */
    static int count(String op, long size) {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(op + ": positions are int32, which do not count " + size + " elements; work on parts");
        }
        return (int) size;
    }
}
