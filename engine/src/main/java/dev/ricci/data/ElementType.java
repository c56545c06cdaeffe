package dev.ricci.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A type of number as files hold them, and the type of tensor that it is read into without loss. */
public enum ElementType {
    /** One byte, 0 or 1. */
    BOOL(1, DType.BOOL),
    UINT8(1, DType.INT32),
    INT8(1, DType.INT32),
    UINT16(2, DType.INT32),
    INT16(2, DType.INT32),
    UINT32(4, DType.INT64),
    INT32(4, DType.INT32),
    INT64(8, DType.INT64),
    /** Read into int64, where every value must fit. */
    UINT64(8, DType.INT64),
    /** IEEE half precision. */
    FLOAT16(2, DType.FLOAT16),
    /** The upper half of a float32. */
    BFLOAT16(2, DType.BFLOAT16),
    FLOAT32(4, DType.FLOAT32),
    FLOAT64(8, DType.FLOAT64);

    private final int bytes;
    private final DType dtype;

    ElementType(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The type of tensor that this is read into. */
    public DType dtype() {
        return dtype;
    }

    /** The type as which a tensor's elements are written. */
    public static ElementType of(DType dtype) {
        return switch (dtype) {
            case BOOL -> BOOL;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT16 -> FLOAT16;
            case BFLOAT16 -> BFLOAT16;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
        };
    }

    /** Turns every element round in place, from the other byte order to this machine's or back. */
    void swap(MemorySegment data) {
        long n = data.byteSize() / bytes;
        switch (bytes) {
            case 2 -> {
                for (long i = 0; i < n; i++) {
                    data.set(JAVA_SHORT_UNALIGNED, 2 * i, Short.reverseBytes(data.get(JAVA_SHORT_UNALIGNED, 2 * i)));
                }
            }
            case 4 -> {
                for (long i = 0; i < n; i++) {
                    data.set(JAVA_INT_UNALIGNED, 4 * i, Integer.reverseBytes(data.get(JAVA_INT_UNALIGNED, 4 * i)));
                }
            }
            case 8 -> {
                for (long i = 0; i < n; i++) {
                    data.set(JAVA_LONG_UNALIGNED, 8 * i, Long.reverseBytes(data.get(JAVA_LONG_UNALIGNED, 8 * i)));
                }
            }
            default -> { }
        }
    }

    /** The elements, in this machine's byte order, as those of {@link #dtype}. */
    MemorySegment widen(MemorySegment data, String format, Object name) throws BadFile {
        return switch (this) {
            case BOOL -> truths(data, format, name);
            case INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> data;
            case UINT8, INT8, UINT16, INT16 -> ints(data);
            case UINT32 -> longs(data);
            case UINT64 -> belowTheSign(data, format, name);
        };
    }

    /** One element of an integer type. */
    long integer(MemorySegment data, long i) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(data.get(JAVA_BYTE, i));
            case INT8 -> data.get(JAVA_BYTE, i);
            case UINT16 -> Short.toUnsignedInt(data.get(JAVA_SHORT_UNALIGNED, 2 * i));
            case INT16 -> data.get(JAVA_SHORT_UNALIGNED, 2 * i);
            case UINT32 -> Integer.toUnsignedLong(data.get(JAVA_INT_UNALIGNED, 4 * i));
            case INT32 -> data.get(JAVA_INT_UNALIGNED, 4 * i);
            case INT64, UINT64 -> data.get(JAVA_LONG_UNALIGNED, 8 * i);
            case BOOL, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(this);
        };
    }

    private MemorySegment ints(MemorySegment data) {
        long n = data.byteSize() / bytes;
        MemorySegment out = allocate(4 * n);
        for (long i = 0; i < n; i++) {
            out.set(JAVA_INT_UNALIGNED, 4 * i, (int) integer(data, i));
        }
        return out;
    }

    private MemorySegment longs(MemorySegment data) {
        long n = data.byteSize() / bytes;
        MemorySegment out = allocate(8 * n);
        for (long i = 0; i < n; i++) {
            out.set(JAVA_LONG_UNALIGNED, 8 * i, integer(data, i));
        }
        return out;
    }

    private static MemorySegment belowTheSign(MemorySegment data, String format, Object name) throws BadFile {
        for (long i = 0; i < data.byteSize() / 8; i++) {
            long v = data.get(JAVA_LONG_UNALIGNED, 8 * i);
            if (v < 0) {
                throw new BadFile(format, name, "element " + i + " is " + Long.toUnsignedString(v)
                        + ", which does not fit int64; store it as float64");
            }
        }
        return data;
    }

    private float half(MemorySegment data, long i) {
        short bits = data.get(JAVA_SHORT_UNALIGNED, 2 * i);
        return this == BFLOAT16 ? Half.fromBfloat16(bits) : Half.fromFloat16(bits);
    }

    private static MemorySegment truths(MemorySegment data, String format, Object name) throws BadFile {
        for (long i = 0; i < data.byteSize(); i++) {
            int v = data.get(JAVA_BYTE, i);
            if (v != 0 && v != 1) {
                throw new BadFile(format, name, "element " + i + " of a boolean array is " + v + "; only 0 and 1 are");
            }
        }
        return data;
    }

    /** One element as a double, for checks and prints; whole numbers beyond 2^53 are rounded. */
    double value(MemorySegment data, long i) {
        return switch (this) {
            case BOOL -> data.get(JAVA_BYTE, i);
            case FLOAT16, BFLOAT16 -> half(data, i);
            case FLOAT32 -> data.get(JAVA_FLOAT_UNALIGNED, 4 * i);
            case FLOAT64 -> data.get(JAVA_DOUBLE_UNALIGNED, 8 * i);
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, INT64, UINT64 -> integer(data, i);
        };
    }

    static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
    }
}
