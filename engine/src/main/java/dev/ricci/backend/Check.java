package dev.ricci.backend;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The checks of shapes and types that come before any work, and all their messages. */
public final class Check {
    /** Tensors have ranks from 0 to this. */
    public static final int MOST_AXES = 8;

    private Check() {}

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }

    /** What is said of memory that is used after its scope. */
    static String scopeClosed(String op) {
        return op + ": this tensor's scope has closed and its memory is used for something else;"
                + " call scope.keep(tensor) before the scope closes, or compute the tensor outside it";
    }

    /** A rank that tensors may have. */
    public static void mostAxes(String op, int... shape) {
        if (shape.length > MOST_AXES) {
            throw wrong(op + ": tensors have " + MOST_AXES + " axes at most, got the " + shape.length + " of shape "
                    + Arrays.toString(shape) + "; join axes by reshape");
        }
    }

    /** A length that an axis may have, worked out from others. */
    public static int length(String op, long length) {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw wrong(op + ": an axis has " + Integer.MAX_VALUE + " elements at most, got " + length);
        }
        return (int) length;
    }

    /** A rank, and sizes of 0 or more, that tensors may have. */
    public static void shape(String op, int... shape) {
        mostAxes(op, shape);
        long n = 1;
        for (int d : shape) {
            if (d < 0) {
                throw wrong(op + ": sizes are 0 or more, got shape " + Arrays.toString(shape));
            }
            if (d != 0 && n > Long.MAX_VALUE / 8 / d) {
                throw wrong(op + ": shape " + Arrays.toString(shape) + " has more elements than can be addressed");
            }
            n *= d;
        }
    }

    /** As many values as the shape holds. */
    public static void count(String op, long values, int... shape) {
        shape(op, shape);
        long n = 1;
        for (int d : shape) {
            n *= d;
        }
        if (n != values) {
            throw wrong(op + ": " + values + " values do not fill shape " + Arrays.toString(shape) + ", which holds " + n);
        }
    }

    /** The axis counted from 0; negative ones count from the end. */
    public static int axis(String op, int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw wrong(op + ": axis " + axis + " of a tensor of rank " + rank
                    + (rank == 0 ? ", which has no axes" : "; axes are " + -rank + " to " + (rank - 1)));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The index counted from 0; negative ones count from the end. */
    public static int index(String op, int index, int size) {
        if (index < -size || index >= size) {
            throw wrong(op + ": index " + index + " of an axis of length " + size
                    + (size == 0 ? ", which is empty" : "; indices are " + -size + " to " + (size - 1)));
        }
        return index < 0 ? index + size : index;
    }

    /** The shape that both stretch to, by NumPy's rule: aligned at the end, lengths equal or 1. */
    public static int[] broadcast(String op, int[] a, int[] b) {
        if (Arrays.equals(a, b)) {
            return a;
        }
        int[] out = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= out.length; i++) {
            int p = i <= a.length ? a[a.length - i] : 1;
            int q = i <= b.length ? b[b.length - i] : 1;
            if (p != q && p != 1 && q != 1) {
                throw wrong(op + ": axis -" + i + " is " + p + " in the first and " + q + " in the second, and neither is 1; shapes "
                        + Arrays.toString(a) + " and " + Arrays.toString(b));
            }
            out[out.length - i] = p == 1 ? q : p;
        }
        return out;
    }

    /** A shape that another can be stretched from. */
    public static void stretches(String op, int[] from, int[] to) {
        boolean fits = from.length <= to.length;
        for (int i = 1; fits && i <= from.length; i++) {
            int d = from[from.length - i];
            fits = d == 1 || d == to[to.length - i];
        }
        if (!fits) {
            throw wrong(op + ": shape " + Arrays.toString(from) + " does not stretch to " + Arrays.toString(to)
                    + "; aligned at the last axis, lengths must be equal or 1 in the first");
        }
    }

    /** The full shape, a single -1 worked out from the size. */
    public static int[] reshape(int[] from, long size, int... to) {
        int[] full = to.clone();
        mostAxes("reshape", full);
        int open = -1;
        long n = 1;
        for (int i = 0; i < full.length; i++) {
            if (full[i] == -1 && open < 0) {
                open = i;
            } else if (full[i] < 0) {
                throw wrong("reshape: sizes are 0 or more, with one -1 at most, got " + Arrays.toString(to));
            } else {
                n = Math.multiplyHigh(n, full[i]) == 0 && n * full[i] >= 0 ? n * full[i] : -1; // -1: more than can be
            }
        }
        if (open >= 0 && n > 0 && size % n == 0) {
            full[open] = length("reshape", size / n);
            n = size;
        }
        if (n != size || open >= 0 && full[open] < 0) {
            throw wrong("reshape: " + Arrays.toString(from) + " has " + size + " elements, which do not fill " + Arrays.toString(to));
        }
        return full;
    }

    /** A permutation of all axes. */
    public static int[] permutation(String op, int rank, int... order) {
        int[] checked = new int[order.length];
        boolean[] seen = new boolean[rank];
        boolean good = order.length == rank;
        for (int i = 0; good && i < rank; i++) {
            checked[i] = axis(op, order[i], rank);
            good = !seen[checked[i]];
            seen[checked[i]] = true;
        }
        if (!good) {
            throw wrong(op + ": every one of the " + rank + " axes once, got " + Arrays.toString(order));
        }
        return checked;
    }

    /** Layouts that can be walked along so many axes at most. */
    public static void axes(String op, int axes, int most) {
        if (axes > most) {
            throw wrong(op + ": the operands' layouts have " + axes + " axes that cannot be walked as fewer, more than " + most
                    + "; copy permuted or sliced operands by contiguous() first");
        }
    }

    /** Inner sizes that agree, for matrices in the last two axes; a single axis is a row on the left and a column on the right. */
    public static void matmul(int[] a, int[] b) {
        String shapes = "; shapes " + Arrays.toString(a) + " and " + Arrays.toString(b);
        if (a.length == 0 || b.length == 0) {
            throw wrong("matmul: vectors and matrices, of rank 1 or more" + shapes + "; multiply by a single number with mul");
        }
        int columns = a[a.length - 1];
        int rows = b[Math.max(0, b.length - 2)];
        if (columns != rows) {
            throw wrong("matmul: the first has " + columns + (a.length == 1 ? " elements" : " columns") + ", the second " + rows
                    + (b.length == 1 ? " elements" : " rows") + shapes);
        }
    }

    /** A rank between two bounds. */
    public static void rank(String op, int[] shape, int least, int most) {
        if (shape.length < least || shape.length > most) {
            String wanted = least == most ? "rank " + least : "rank " + least + (most == Integer.MAX_VALUE ? " or more" : " to " + most);
            throw wrong(op + ": a tensor of " + wanted + ", got shape " + Arrays.toString(shape));
        }
    }

    /** Equal shapes. */
    public static void sameShape(String op, int[] a, int[] b) {
        if (!Arrays.equals(a, b)) {
            throw wrong(op + ": shapes must be the same, got " + Arrays.toString(a) + " and " + Arrays.toString(b));
        }
    }

    /** Equal lengths of one axis in both, named for people. */
    public static void sameLength(String op, String what, int a, int b) {
        if (a != b) {
            throw wrong(op + ": " + what + " must agree, got " + a + " and " + b);
        }
    }

    /** One of the types. */
    public static void dtype(String op, DType got, DType... wanted) {
        for (DType t : wanted) {
            if (t == got) {
                return;
            }
        }
        throw wrong(op + ": wants " + Arrays.toString(wanted) + ", got " + got + "; convert by to(DType)");
    }

    /** A floating-point type that is computed in: float32 or float64. */
    public static void floating(String op, DType got) {
        if (!got.isFloat() || got.isHalf()) {
            throw wrong(op + ": wants float32 or float64, got " + got + "; convert by to(DType.FLOAT32)");
        }
    }

    /** A floating-point type of any width. */
    public static void anyFloat(String op, DType got) {
        if (!got.isFloat()) {
            throw wrong(op + ": wants a floating-point type, got " + got + "; convert by to(DType.FLOAT32)");
        }
    }

    /** Both on one device. */
    public static void sameDevice(String op, Backend a, Backend b) {
        if (a != b) {
            throw wrong(op + ": the first is on " + a.name() + ", the second on " + b.name() + "; move one by to(Backend)");
        }
    }

    /** What is added under a square root to keep it from 0: 0 or more, and finite. */
    public static void epsilon(String op, double epsilon) {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw wrong(op + ": epsilon is a small number of 0 or more, such as 1e-5, got " + epsilon);
        }
    }

    /** Integer values in [0, limit), as found on the host. */
    public static void range(String op, String what, long least, long most, int limit) {
        if (least < 0 || most >= limit) {
            String allowed = limit == 0 ? " have nothing to choose from" : " are 0 to " + (limit - 1);
            throw wrong(op + ": " + what + allowed + ", got " + (least < 0 ? least : most));
        }
    }

    /** An integer value in [0, limit), which stands at a row-major position of what was given. */
    public static void indexAt(String op, String what, long value, int limit, long position) {
        if (value < 0 || value >= limit) {
            String allowed = limit == 0 ? " have nothing to choose from" : " are 0 to " + (limit - 1);
            throw wrong(op + ": " + what + allowed + ", got " + value + " at position " + position);
        }
    }

    /** Host memory that holds a view, row-major without gaps. @return the bytes that takes */
    public static long host(String op, View v, MemorySegment host) {
        long bytes = v.size() * v.dtype().bytes();
        if (host.byteSize() < bytes) {
            throw wrong(op + ": shape " + Arrays.toString(v.shape()) + " of " + v.dtype() + " takes " + bytes
                    + " bytes of host memory, got " + host.byteSize());
        }
        return bytes;
    }

    /** At least one element. */
    public static void notEmpty(String op, int[] shape, long size) {
        if (size == 0) {
            throw wrong(op + ": needs at least one element, got shape " + Arrays.toString(shape));
        }
    }

    /** A square matrix in the last two axes. */
    public static void square(String op, int[] shape) {
        rank(op, shape, 2, Integer.MAX_VALUE);
        if (shape[shape.length - 1] != shape[shape.length - 2]) {
            throw wrong(op + ": a square matrix, got shape " + Arrays.toString(shape));
        }
    }
}
