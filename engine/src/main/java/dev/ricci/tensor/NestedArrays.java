package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Arrays of arrays as Java has them, {@code float[][]} and so on, from and to tensors of the same rank. */
final class NestedArrays {
    /** What Java has arrays of, and the type of tensor that holds it. */
    private record Kind(Class<?> plain, Class<?> boxed, DType dtype, ValueLayout layout) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(float.class, Float.class, DType.FLOAT32, ValueLayout.JAVA_FLOAT),
            new Kind(double.class, Double.class, DType.FLOAT64, ValueLayout.JAVA_DOUBLE),
            new Kind(int.class, Integer.class, DType.INT32, ValueLayout.JAVA_INT),
            new Kind(long.class, Long.class, DType.INT64, ValueLayout.JAVA_LONG),
            new Kind(boolean.class, Boolean.class, DType.BOOL, ValueLayout.JAVA_BOOLEAN));

    private final Kind kind;
    private final int[] shape;
    private final MemorySegment host;
    private final int[] place;
    private long position;

    private NestedArrays(Kind kind, int[] shape, Arena arena) {
        this.kind = kind;
        this.shape = shape;
        this.place = new int[shape.length];
        long n = 1;
        for (int d : shape) {
            n *= d;
        }
        host = arena.allocate(Math.max(1, n * kind.dtype.bytes()), 8).asSlice(0, n * kind.dtype.bytes());
    }

    static Tensor tensor(Object values) {
        if (values == null) {
            throw new IllegalArgumentException("ofArray: null; give an array such as float[][], or a number");
        }
        Class<?> element = values.getClass();
        int rank = 0;
        for (; element.isArray(); rank++) {
            element = element.getComponentType();
        }
        Kind kind = kind(values.getClass(), element, rank == 0);
        int[] shape = new int[rank];
        Object first = values;
        for (int a = 0; a < rank && first != null; a++) {
            shape[a] = Array.getLength(first);
            first = shape[a] == 0 || a == rank - 1 ? null : Array.get(first, 0);
        }
        Check.shape("ofArray", shape);
        try (Arena arena = Arena.ofConfined()) {
            NestedArrays all = new NestedArrays(kind, shape, arena);
            if (rank == 0) {
                Object one = Array.newInstance(kind.plain, 1);
                Array.set(one, 0, values);
                all.line(one, true);
            } else {
                all.walk(values, 0, true);
            }
            return Creating.of(kind.dtype, all.host, shape);
        }
    }

    private static Kind kind(Class<?> whole, Class<?> element, boolean single) {
        for (Kind k : KINDS) {
            if (element == k.plain || single && element == k.boxed) {
                return k;
            }
        }
        throw new IllegalArgumentException("ofArray: " + whole.getTypeName() + " cannot be made a tensor; arrays, of any depth, of "
                + KINDS.stream().map(k -> k.plain.getName()).collect(Collectors.joining(", ")) + " can");
    }

    static Object array(Tensor t) {
        Kind kind = KINDS.stream().filter(k -> k.dtype == t.dtype()).findFirst().orElse(KINDS.getFirst());
        Tensor x = t.detach().to(kind.dtype);
        try (Arena arena = Arena.ofConfined()) {
            NestedArrays all = new NestedArrays(kind, t.shape(), arena);
            HostCopy.copy(x, all.host);
            if (all.shape.length == 0) {
                Object one = Array.newInstance(kind.plain, 1);
                all.line(one, false);
                return Array.get(one, 0);
            }
            Object values = Array.newInstance(kind.plain, all.shape);
            all.walk(values, 0, false);
            return values;
        }
    }

    /** Goes through all arrays in order, those of the last axis as a whole each. */
    private void walk(Object values, int axis, boolean in) {
        if (values == null) {
            throw new IllegalArgumentException("ofArray: " + where(axis) + " is null");
        }
        int n = Array.getLength(values);
        if (n != shape[axis]) {
            throw new IllegalArgumentException("ofArray: " + where(axis) + " has length " + n + ", the first at that depth " + shape[axis]
                    + "; all must be as long: pad them");
        }
        if (axis == shape.length - 1) {
            line(values, in);
            return;
        }
        for (int i = 0; i < n; i++) {
            place[axis] = i;
            walk(Array.get(values, i), axis + 1, in);
        }
    }

    private String where(int axis) {
        return axis == 0 ? "the array" : Arrays.stream(place, 0, axis).mapToObj(i -> "[" + i + "]").collect(Collectors.joining());
    }

    private void line(Object values, boolean in) {
        int n = Array.getLength(values);
        if (values instanceof boolean[] truths) { // which MemorySegment.copy does not take
            for (int i = 0; i < n; i++) {
                if (in) {
                    host.set(ValueLayout.JAVA_BOOLEAN, position + i, truths[i]);
                } else {
                    truths[i] = host.get(ValueLayout.JAVA_BOOLEAN, position + i);
                }
            }
        } else if (in) {
            MemorySegment.copy(values, 0, host, kind.layout, position, n);
        } else {
            MemorySegment.copy(host, kind.layout, position, values, 0, n);
        }
        position += (long) n * kind.dtype.bytes();
    }
}
