package dev.ricci.data;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** A tensor's type, shape and elements (row-major, in this machine's byte order) in memory of the host, on their way from or to a file. */
record Values(DType dtype, int[] shape, MemorySegment data) {
    static Values of(Tensor t) {
        MemorySegment host = ElementType.allocate(t.size() * t.dtype().bytes());
        t.copyTo(host);
        return new Values(t.dtype(), t.shape(), host);
    }

    Tensor tensor() {
        return Tensor.of(dtype, data, shape);
    }

    /** How many elements a shape from a file's header has, where they could be held at all. */
    static long count(String format, Object name, long[] shape, int elementBytes) throws BadFile {
        boolean empty = false;
        long most = Long.MAX_VALUE / 2 / elementBytes;
        long n = 1;
        for (long d : shape) {
            if (d < 0 || d > Integer.MAX_VALUE) {
                throw new BadFile(format, name, "an axis of " + Long.toUnsignedString(d) + " entries; 0 to " + Integer.MAX_VALUE
                        + " can be held: the header is damaged");
            }
            empty |= d == 0;
            if (d > 0 && n > most / d) {
                n = most + 1; // counted no further, wrong unless another axis is empty
            } else if (d > 0) {
                n *= d;
            }
        }
        if (!empty && n > most) {
            throw new BadFile(format, name, "shape " + java.util.Arrays.toString(shape) + " is more than can be held: the header is damaged");
        }
        return empty ? 0 : n;
    }

    static int[] ints(long[] shape) {
        return java.util.Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }
}
