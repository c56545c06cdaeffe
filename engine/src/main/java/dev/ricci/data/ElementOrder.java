package dev.ricci.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** From Fortran's order of elements, the first axis fastest, to C's, the last axis fastest. */
final class ElementOrder {
    private ElementOrder() {}

    /** The elements of 1, 4 or 8 bytes in C order. */
    static MemorySegment fromFortran(MemorySegment in, int bytes, int... shape) {
        MemorySegment out = ElementType.allocate(in.byteSize());
        long[] stride = new long[shape.length];
        long n = 1;
        for (int i = 0; i < shape.length; i++) {
            stride[i] = n;
            n *= shape[i];
        }
        int[] index = new int[shape.length];
        long from = 0;
        for (long to = 0; to < n; to++) {
            switch (bytes) {
                case 1 -> out.set(JAVA_BYTE, to, in.get(JAVA_BYTE, from));
                case 2 -> out.set(JAVA_SHORT_UNALIGNED, 2 * to, in.get(JAVA_SHORT_UNALIGNED, 2 * from));
                case 4 -> out.set(JAVA_INT_UNALIGNED, 4 * to, in.get(JAVA_INT_UNALIGNED, 4 * from));
                case 8 -> out.set(JAVA_LONG_UNALIGNED, 8 * to, in.get(JAVA_LONG_UNALIGNED, 8 * from));
                default -> throw new AssertionError(bytes);
            }
            int axis = shape.length - 1;
            while (axis >= 0) {
                from += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                from -= stride[axis] * shape[axis];
                index[axis--] = 0;
            }
        }
        return out;
    }
}
