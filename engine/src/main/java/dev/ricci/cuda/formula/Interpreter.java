package dev.ricci.cuda.formula;

import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** The kernels of map.cu and reduce.cu, which take a formula as instructions, and those for formulas with special functions. */
final class Interpreter {
    static final int BLOCK = 128;

    private static final int SLOT_BYTES = 16 * BLOCK;

    private final Family line;
    private final Family map;
    private final Family reduce;
    private final Family mapSpecial;
    private final Family reduceSpecial;

    Interpreter(Context context) {
        line = new Family(context, "map", "map_line");
        map = new Family(context, "map", "map");
        reduce = new Family(context, "reduce", "reduce");
        mapSpecial = new Family(context, "mapSpecial", "mapSpecial");
        reduceSpecial = new Family(context, "reduceSpecial", "reduceSpecial");
    }

    void map(Stage s, Space space, int blocks) {
        boolean special = s.instructions().isSpecial();
        boolean one = space.rank() == 1 && !special;
        Arguments a = Arguments.start();
        space.write(a, one ? 1 : Space.MOST_AXES);
        write(s, a);
        (special ? mapSpecial : one ? line : map).of(space.type()).launch(blocks, BLOCK, s.instructions().slots() * SLOT_BYTES, a);
    }

    void reduce(Stage s, Space space, Cut cut) {
        Arguments a = Arguments.start();
        space.write(a, Space.MOST_AXES);
        cut.write(a);
        write(s, a);
        Family kernels = s.instructions().isSpecial() ? reduceSpecial : reduce;
        kernels.of(space.type()).launch(cut.blocks(), cut.chunks(), 1, BLOCK, 1, s.instructions().slots() * SLOT_BYTES, a);
    }

    private static void write(Stage s, Arguments a) {
        Instructions code = s.instructions();
        a.begin(8).int32(code.inputs()).int32(code.count());
        a.int32s(code.words(), 2 * code.count()).skip(8 * (Instructions.MOST - code.count()));
        a.float64s(s.constants(), s.constants().length).skip(8 * (Instructions.MOST_CONSTANTS - s.constants().length));
        a.end(8);
    }
}
