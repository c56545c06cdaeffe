package dev.ricci.cuda.driver;

import dev.ricci.backend.DType;
import java.util.function.Function;

/** The kernels of one file that differ by the type alone, each found when it is first used. */
public final class Family {
    private final Context context;
    private final String file;
    private final String entry;
    private final Function<DType, String> ending;
    private final Kernel[] found = new Kernel[DType.values().length];

    /** Kernels named by the type. */
    public Family(Context context, String file, String entry) {
        this(context, file, entry, Family::ending);
    }

    /** The same with other endings; two types may have one. */
    public Family(Context context, String file, String entry, Function<DType, String> ending) {
        this.context = context;
        this.file = file;
        this.entry = entry;
        this.ending = ending;
    }

    /** The ending that kernels' names have for a type. */
    public static String ending(DType type) {
        return switch (type) {
            case BOOL -> "bool";
            case INT32 -> "i32";
            case INT64 -> "i64";
            case FLOAT16 -> "f16";
            case BFLOAT16 -> "bf16";
            case FLOAT32 -> "f32";
            case FLOAT64 -> "f64";
        };
    }

    /** The one for a type. */
    public Kernel of(DType type) {
        Kernel k = found[type.ordinal()];
        if (k == null) {
            k = context.kernel(file, entry + "_" + ending.apply(type));
            found[type.ordinal()] = k; // threads that race here find the same one
        }
        return k;
    }
}
