package dev.ricci.cuda.formula;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Kernel;

/** The kernels of map.cu and reduce.cu, which take a formula as instructions. */
final class Interpreter {
    static final int BLOCK = 128;

    private static final int SLOT_BYTES = 16 * BLOCK;

    private final Context context;
    private final Kernel[] line = new Kernel[DType.values().length];
    private final Kernel[] map = new Kernel[DType.values().length];
    private final Kernel[] reduce = new Kernel[DType.values().length];

    Interpreter(Context context) {
        this.context = context;
    }

    private Kernel kernel(Kernel[] known, String file, String name, DType type) {
        Kernel k = known[type.ordinal()];
        if (k == null) {
            k = context.kernel(file, name + suffix(type));
            known[type.ordinal()] = k;
        }
        return k;
    }

    static String suffix(DType type) {
        return switch (type) {
            case INT32 -> "_i32";
            case FLOAT32 -> "_f32";
            case FLOAT64 -> "_f64";
            case BOOL -> throw new AssertionError(type + " is not computed in");
        };
    }

    void map(Stage s, Space space, int blocks) {
        boolean one = space.rank() == 1;
        Arguments a = Arguments.start();
        space.write(a, one ? 1 : Space.MOST_AXES);
        write(s, a);
        Kernel k = one ? kernel(line, "map", "map_line", space.type()) : kernel(map, "map", "map", space.type());
        k.launch(blocks, BLOCK, s.instructions().slots() * SLOT_BYTES, a);
    }

    void reduce(Stage s, Space space, Cut cut) {
        Arguments a = Arguments.start();
        space.write(a, Space.MOST_AXES);
        cut.write(a);
        write(s, a);
        kernel(reduce, "reduce", "reduce", space.type())
                .launch(cut.blocks(), cut.chunks(), 1, BLOCK, 1, s.instructions().slots() * SLOT_BYTES, a);
    }

    private static void write(Stage s, Arguments a) {
        Instructions code = s.instructions();
        a.begin(8).int32(code.inputs()).int32(code.count());
        a.int32s(code.words(), 2 * code.count()).skip(8 * (Instructions.MOST - code.count()));
        a.float64s(s.constants(), s.constants().length).skip(8 * (Instructions.MOST_CONSTANTS - s.constants().length));
        a.end(8);
    }
}
