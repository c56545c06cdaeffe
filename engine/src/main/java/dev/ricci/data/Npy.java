package dev.ricci.data;

import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Reads and writes NumPy's NPY files: one array each.
 *
 * <p>Versions 1.0, 2.0 and 3.0, both byte orders, C and Fortran order; each number as the type of tensor that holds all of its
 * type (NumPy has none for bfloat16). Written are version 1.0, little-endian, C order.
 */
public final class Npy {
    private Npy() {}

    /** Reads a file onto the current device. @throws BadFile for one that is cut short, too long, damaged or of another type */
    public static Tensor read(Path file) throws IOException {
        try (Source in = Source.open("npy", file)) {
            return values(in, file).tensor();
        }
    }

    /** Reads from a stream to its end; name stands in messages. */
    public static Tensor read(String name, InputStream in) throws IOException {
        return values(Source.of("npy", name, in, -1), name).tensor();
    }

    static Values values(Source in, Object name) throws IOException {
        NpyHeader h = NpyHeader.read(in, name);
        MemorySegment data = in.rest(Values.count("npy", name, h.shape()) * h.type().bytes());
        if (h.swapped()) {
            h.type().swap(data);
        }
        MemorySegment wide = h.type().widen(data, "npy", name);
        int[] shape = Values.ints(h.shape());
        return new Values(h.type().dtype(), shape, h.fortran() ? ElementOrder.fromFortran(wide, h.type().dtype().bytes(), shape) : wide);
    }

    /** Writes a tensor: all of the file or nothing. */
    public static void write(Path file, Tensor t) throws IOException {
        Values v = Values.of(t);
        AtomicFile.write(file, out -> write(out, v));
    }

    static void write(OutputStream out, Values v) throws IOException {
        ElementType type = ElementType.of(v.dtype());
        out.write(NpyHeader.bytes(type, v.shape()));
        Sink.write(out, v.data(), type, ByteOrder.LITTLE_ENDIAN);
    }
}
