package dev.ricci.data;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

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

    /** How many elements a shape from a file's header has, where a tensor of that shape can be. */
    static long count(String format, Object name, long... shape) throws BadFile {
        long n = 1;
        for (long d : shape) {
            if (d < 0 || d > Integer.MAX_VALUE) {
                throw new BadFile(format, name, "an axis of " + Long.toUnsignedString(d) + " entries; 0 to " + Integer.MAX_VALUE
                        + " can be held: the header is damaged");
            }
            if (d != 0 && n > Long.MAX_VALUE / 8 / d) {
                throw new BadFile(format, name, "shape " + Arrays.toString(shape) + " is more than can be held: the header is damaged");
            }
            n *= d;
        }
        return n;
    }

    static int[] ints(long[] shape) {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }
}
