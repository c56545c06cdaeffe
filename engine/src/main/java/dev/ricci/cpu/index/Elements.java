package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.cpu.host.Memory;

/** Single elements, and runs of them, by absolute address. */
final class Elements {
    /** Below this many bytes a loop is quicker than a call of the system's copy. */
    private static final long SHORT = 64;

    private Elements() {}

    /** The element as a double, which holds every value of every type but int64. */
    static double get(DType type, long address) {
        return switch (type) {
            case BOOL -> Memory.getByte(address);
            case INT32 -> Memory.getInt(address);
            case INT64 -> Memory.getLong(address);
            case FLOAT16 -> Half.fromFloat16(Memory.getShort(address));
            case BFLOAT16 -> Half.fromBfloat16(Memory.getShort(address));
            case FLOAT32 -> Memory.getFloat(address);
            case FLOAT64 -> Memory.getDouble(address);
        };
    }

    /** Stores a value: into BOOL as "not zero", into integers by truncation. */
    static void set(DType type, long address, double value) {
        switch (type) {
            case BOOL -> Memory.setByte(address, (byte) (value != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) value);
            case INT64 -> Memory.setLong(address, (long) value);
            case FLOAT16 -> Memory.setShort(address, Half.toFloat16(value));
            case BFLOAT16 -> Memory.setShort(address, Half.toBfloat16(value));
            case FLOAT32 -> Memory.setFloat(address, (float) value);
            case FLOAT64 -> Memory.setDouble(address, value);
        }
    }

    /** The element of bool, int32 or int64. */
    static long integer(DType type, long address) {
        return switch (type) {
            case BOOL -> Memory.getByte(address);
            case INT32 -> Memory.getInt(address);
            case INT64 -> Memory.getLong(address);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(type);
        };
    }

    /** Stores a whole number: into BOOL as "not zero", into INT32 its low bits. */
    static void set(DType type, long address, long value) {
        switch (type) {
            case BOOL -> Memory.setByte(address, (byte) (value != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) value);
            case INT64 -> Memory.setLong(address, value);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(type);
        }
    }

    /** Copies n elements of a size in bytes between runs whose steps are in bytes. */
    static void copy(int size, long n, long to, long toStep, long from, long fromStep) {
        if (toStep == size && fromStep == size && n * size > SHORT) {
            Memory.copy(from, to, n * size);
            return;
        }
        switch (size) {
            case 1 -> {
                for (long i = 0; i < n; i++) {
                    Memory.setByte(to + i * toStep, Memory.getByte(from + i * fromStep));
                }
            }
            case 2 -> {
                for (long i = 0; i < n; i++) {
                    Memory.setShort(to + i * toStep, Memory.getShort(from + i * fromStep));
                }
            }
            case 4 -> {
                for (long i = 0; i < n; i++) {
                    Memory.setInt(to + i * toStep, Memory.getInt(from + i * fromStep));
                }
            }
            case 8 -> {
                for (long i = 0; i < n; i++) {
                    Memory.setLong(to + i * toStep, Memory.getLong(from + i * fromStep));
                }
            }
            default -> throw new AssertionError(size);
        }
    }
}
