package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;

/**
 * Elements as numbers whose order, taken without sign, is that of sorting: -0 and 0 are one number, all NaN are one, the largest.
 *
 * <p>A key of 32 bits and a position make one long, a pair. An element comes back from its key but for zeros and NaN, which are read
 * again where they stood, since their bits may differ.
 */
final class Keys {
    private static final long ZERO_FLOAT = 0x8000_0000L;
    private static final long NAN_FLOAT = 0xFFC0_0000L;
    private static final long ZERO_DOUBLE = Long.MIN_VALUE;
    private static final long NAN_DOUBLE = 0xFFF8_0000_0000_0000L;

    private Keys() {}

    /** The low bits of a key that are used; the others are 0. */
    static int bits(DType type) {
        return 8 * (type.isHalf() ? Float.BYTES : type.bytes());
    }

    static long of(int v) {
        return (v ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
    }

    static long of(float v) {
        int bits = Float.floatToIntBits(v + 0f); // one NaN for all; -0 + 0 is 0
        return (bits ^ (bits >> 31 | Integer.MIN_VALUE)) & 0xFFFF_FFFFL;
    }

    static long of(double v) {
        long bits = Double.doubleToLongBits(v + 0.0);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    /** The key of an element. */
    static long at(DType type, long address) {
        return switch (type) {
            case BOOL -> Memory.getByte(address);
            case INT32 -> of(Memory.getInt(address));
            case INT64 -> Memory.getLong(address) ^ Long.MIN_VALUE;
            case FLOAT16, BFLOAT16 -> of((float) Elements.get(type, address));
            case FLOAT32 -> of(Memory.getFloat(address));
            case FLOAT64 -> of(Memory.getDouble(address));
        };
    }

    /** Pairs of the elements from first to before end, of a type of 32 bits or less. */
    static void pairs(DType type, long in, long step, int first, int end, long to) {
        switch (type) {
            case BOOL -> {
                for (int i = first; i < end; i++) {
                    Memory.setLong(Memory.at(to + 8L * i), (long) Memory.getByte(Memory.at(in + i * step)) << 32 | i);
                }
            }
            case INT32 -> {
                for (int i = first; i < end; i++) {
                    Memory.setLong(Memory.at(to + 8L * i), of(Memory.getInt(Memory.at(in + i * step))) << 32 | i);
                }
            }
            case FLOAT32 -> {
                for (int i = first; i < end; i++) {
                    Memory.setLong(Memory.at(to + 8L * i), of(Memory.getFloat(Memory.at(in + i * step))) << 32 | i);
                }
            }
            case FLOAT16, BFLOAT16 -> {
                for (int i = first; i < end; i++) {
                    Memory.setLong(to + 8L * i, at(type, in + i * step) << 32 | i);
                }
            }
            case INT64, FLOAT64 -> throw new AssertionError(type);
        }
    }

    /** Keys of 64 bits and positions of the elements from first to before end. */
    static void wide(DType type, long in, long step, int first, int end, long keys, long positions) {
        for (int i = first; i < end; i++) {
            Memory.setLong(Memory.at(keys + 8L * i), at(type, in + i * step));
            Memory.setInt(Memory.at(positions + 4L * i), i);
        }
    }

    /** Stores the element of a key, which stands at an address too. */
    static void put(DType type, long key, long source, long to) {
        switch (type) {
            case BOOL -> Memory.setByte(Memory.at(to), (byte) key);
            case INT32 -> Memory.setInt(Memory.at(to), (int) key ^ Integer.MIN_VALUE);
            case INT64 -> Memory.setLong(Memory.at(to), key ^ Long.MIN_VALUE);
            case FLOAT16, BFLOAT16 -> Memory.setShort(to, Memory.getShort(source));
            case FLOAT32 -> {
                boolean lost = key == ZERO_FLOAT || key == NAN_FLOAT;
                int k = (int) key;
                Memory.setInt(Memory.at(to), lost ? Memory.getInt(Memory.at(source)) : k ^ (~k >> 31 | Integer.MIN_VALUE));
            }
            case FLOAT64 -> {
                boolean lost = key == ZERO_DOUBLE || key == NAN_DOUBLE;
                Memory.setLong(Memory.at(to), lost ? Memory.getLong(Memory.at(source)) : key ^ (~key >> 63 | Long.MIN_VALUE));
            }
        }
    }
}
