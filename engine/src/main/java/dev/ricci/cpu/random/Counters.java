package dev.ricci.cpu.random;

import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** The four words of a counter in memory: key low, key high, position low, position high. */
public final class Counters {
    private Counters() {}

    public static long key(View counter) {
        return pair(counter, 0);
    }

    public static long position(View counter) {
        return pair(counter, 2);
    }

    public static void set(View counter, long key, long position) {
        set(counter, 0, key);
        set(counter, 2, position);
    }

    /** Goes to a position under the same key. */
    public static void move(View counter, long position) {
        set(counter, 2, position);
    }

    private static long pair(View counter, int word) {
        return Memory.getInt(at(counter, word)) & 0xFFFF_FFFFL | (long) Memory.getInt(at(counter, word + 1)) << 32;
    }

    private static void set(View counter, int word, long value) {
        Memory.setInt(at(counter, word), (int) value);
        Memory.setInt(at(counter, word + 1), (int) (value >>> 32));
    }

    private static long at(View counter, int word) {
        return HostBlock.address(counter) + word * counter.layout().stride(0) * Integer.BYTES;
    }
}
