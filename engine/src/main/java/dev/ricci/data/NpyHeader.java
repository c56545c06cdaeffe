package dev.ricci.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What stands before the elements of an NPY file: type, byte order, order of axes, shape (NEP 1; versions 1.0, 2.0, 3.0). */
record NpyHeader(ElementType type, boolean swapped, boolean fortran, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;

    static NpyHeader read(Source in, Object name) throws IOException {
        byte[] start = in.bytes(8, "the magic number");
        if (!Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new BadFile("npy", name, "begins with 0x" + HexFormat.of().formatHex(start, 0, 6)
                    + "; an NPY file begins with \\x93NUMPY");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw new BadFile("npy", name, "has version " + start[6] + "." + start[7] + "; 1.0, 2.0 and 3.0 are known");
        }
        long length = version == 1
                ? little(in.bytes(2, "the header's length")).getShort() & 0xFFFF
                : little(in.bytes(4, "the header's length")).getInt() & 0xFFFFFFFFL;
        if (length > LONGEST) {
            throw new BadFile("npy", name, "says its header has " + length + " bytes; " + LONGEST + " at most: it is damaged");
        }
        byte[] text = in.bytes((int) length, "the header");
        return new NpyHeaderText(name, new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)).parse();
    }

    private static ByteBuffer little(byte[] b) {
        return ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of a version 1.0 header for elements in little-endian order, padded so that they begin at a multiple of 64. */
    static byte[] bytes(ElementType type, int... shape) {
        String axes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String tuple = "(" + axes + (shape.length == 1 ? ",)" : ")");
        String dict = "{'descr': '" + code(type) + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int total = Math.ceilDiv(10 + dict.length() + 1, 64) * 64;
        ByteBuffer b = little(new byte[total]).put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - 10));
        byte[] text = dict.getBytes(StandardCharsets.US_ASCII);
        b.put(text);
        Arrays.fill(b.array(), b.position(), total - 1, (byte) ' ');
        b.array()[total - 1] = '\n';
        return b.array();
    }

    private static String code(ElementType type) {
        return switch (type) {
            case BOOL -> "|b1";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case FLOAT16 -> "<f2";
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            default -> throw new IllegalArgumentException("npy: NumPy has no type for " + type.dtype() + "; convert by to(DType.FLOAT32)");
        };
    }
}
