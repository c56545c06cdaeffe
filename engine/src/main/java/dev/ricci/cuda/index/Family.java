package dev.ricci.cuda.index;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Kernel;

/** The kernels of one file that differ by the type alone, each found once. */
final class Family {
    private static final String[] TYPES = {"bool", "i32", "f32", "f64"};
    private static final String[] KEYS = {"32", "32", "32", "64"};

    private final Context context;
    private final String file;
    private final String entry;
    private final String[] endings;
    private final Kernel[] found = new Kernel[TYPES.length];

    private Family(Context context, String file, String entry, String[] endings) {
        this.context = context;
        this.file = file;
        this.entry = entry;
        this.endings = endings;
    }

    /** One for each type, named by it. */
    static Family byType(Context context, String file, String entry) {
        return new Family(context, file, entry, TYPES);
    }

    /** One for each width of keys, named by its bits. */
    static Family byKey(Context context, String file, String entry) {
        return new Family(context, file, entry, KEYS);
    }

    Kernel of(DType type) {
        int i = type.ordinal();
        if (found[i] == null) {
            found[i] = context.kernel(file, entry + "_" + endings[i]);
        }
        return found[i];
    }

    /** The bytes of a key with its position, as keys.cuh lays them out. */
    static int pairBytes(DType type) {
        return type == DType.FLOAT64 ? 16 : 8;
    }
}
