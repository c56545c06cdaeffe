package dev.ricci.data;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * An array of any rank as an IDX file holds it, the format of MNIST (LeCun, Cortes, Burges): a magic number, the lengths of the axes,
 * the elements, all big-endian.
 */
public final class Idx {
    private static final String FORMAT = "idx";

    private final ElementType type;
    private final int[] shape;
    private final MemorySegment data;

    private Idx(ElementType type, MemorySegment data, int... shape) {
        Check.count(FORMAT, data.byteSize() / type.bytes(), shape);
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
    }

    /** Unsigned bytes, row-major. */
    public static Idx of(byte[] values, int... shape) {
        return new Idx(ElementType.UINT8, MemorySegment.ofArray(values.clone()), shape);
    }

    public static Idx of(short[] values, int... shape) {
        return new Idx(ElementType.INT16, MemorySegment.ofArray(values.clone()), shape);
    }

    /** A tensor's elements: int32 (bool too), float32 or float64. */
    public static Idx of(Tensor t) {
        Check.dtype("idx", t.dtype(), DType.BOOL, DType.INT32, DType.FLOAT32, DType.FLOAT64);
        Tensor numbers = t.dtype() == DType.BOOL ? t.to(DType.INT32) : t;
        Values v = Values.of(numbers);
        return new Idx(ElementType.of(v.dtype()), v.data(), v.shape());
    }

    /** Reads a file, plain or gzip, whatever its name. @throws BadFile for one cut short, too long or of another format */
    public static Idx read(Path file) throws IOException {
        try (Source in = Source.open(FORMAT, file)) {
            return read(in, file);
        }
    }

    /** Reads plain IDX from a stream to its end; name stands in messages. */
    public static Idx read(String name, InputStream in) throws IOException {
        return read(Source.of(FORMAT, name, in, -1), name);
    }

    private static Idx read(Source in, Object name) throws IOException {
        byte[] magic = in.bytes(4, "the magic number");
        ElementType type = typeOf(magic[2]);
        if (magic[0] != 0 || magic[1] != 0 || type == null || magic[3] < 0) {
            throw new BadFile(FORMAT, name, "the magic number is 0x" + HexFormat.of().formatHex(magic)
                    + "; an IDX file begins with 0000, a type (08, 09, 0b to 0e) and the number of axes");
        }
        int rank = magic[3];
        ByteBuffer sizes = ByteBuffer.wrap(in.bytes(4 * rank, "the header"));
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = Integer.toUnsignedLong(sizes.getInt());
        }
        MemorySegment data = in.rest(Values.count(FORMAT, name, shape) * type.bytes());
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            type.swap(data);
        }
        return new Idx(type, data, Values.ints(shape));
    }

    private static ElementType typeOf(byte code) {
        return switch (code) {
            case 0x08 -> ElementType.UINT8;
            case 0x09 -> ElementType.INT8;
            case 0x0B -> ElementType.INT16;
            case 0x0C -> ElementType.INT32;
            case 0x0D -> ElementType.FLOAT32;
            case 0x0E -> ElementType.FLOAT64;
            default -> null;
        };
    }

    private byte code() {
        return switch (type) {
            case UINT8 -> 0x08;
            case INT8 -> 0x09;
            case INT16 -> 0x0B;
            case INT32 -> 0x0C;
            case FLOAT32 -> 0x0D;
            case FLOAT64 -> 0x0E;
            case BOOL, UINT16, UINT32, INT64, UINT64, FLOAT16, BFLOAT16 -> throw new AssertionError(type + " is no type of IDX");
        };
    }

    public ElementType type() {
        return type;
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The elements of a one-byte type as they are. */
    public byte[] toBytes() {
        if (type.bytes() != 1) {
            throw new IllegalArgumentException("idx: toBytes of " + type + "; only of UINT8 and INT8, else use tensor()");
        }
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Every element as a double, row-major; for small arrays. */
    public double[] toDoubles() {
        double[] values = new double[Math.toIntExact(data.byteSize() / type.bytes())];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.value(data, i);
        }
        return values;
    }

    /** The elements as a tensor on the current device: int32 for the types up to 32 bits, float32 or float64. */
    public Tensor tensor() {
        try {
            return new Values(type.dtype(), shape, type.widen(data, FORMAT, "array")).tensor();
        } catch (BadFile e) {
            throw new AssertionError(e); // every type of IDX fits
        }
    }

    /** Writes the file, gzip where its name ends in {@code .gz}: all of it or nothing. */
    public void write(Path file) throws IOException {
        if (shape.length > 127) {
            throw new IllegalArgumentException("idx: at most 127 axes, got " + shape.length);
        }
        AtomicFile.write(file, out -> {
            if (file.toString().endsWith(".gz")) {
                GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
                writeTo(zip);
                zip.finish();
            } else {
                writeTo(out);
            }
        });
    }

    private void writeTo(OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length);
        header.putShort((short) 0).put(code()).put((byte) shape.length);
        for (int d : shape) {
            header.putInt(d);
        }
        out.write(header.array());
        Sink.write(out, data, type, ByteOrder.BIG_ENDIAN);
    }
}
