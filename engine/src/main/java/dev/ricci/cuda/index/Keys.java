package dev.ricci.cuda.index;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** What elements are sorted by, as keys.cuh makes them: unsigned integers of 64 bits for float64 and int64, of 32 for all other types. */
final class Keys {
    private Keys() {}

    /** Kernels that see keys only, named by their bits. */
    static Family family(Context context, String file, String entry) {
        return new Family(context, file, entry, type -> type.bytes() == 8 ? "64" : "32");
    }

    /** The bytes of a key with its position. */
    static int pairBytes(DType type) {
        return type.bytes() == 8 ? 16 : 8;
    }
}
