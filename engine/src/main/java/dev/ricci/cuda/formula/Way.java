package dev.ricci.cuda.formula;

import dev.ricci.backend.DType;

/** Runs a stage over operands: interpreted, or compiled where there is a compiler. */
final class Way {
    private final Interpreter interpreter;

    Way(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void map(Stage s, Space space, int blocks) {
        check(s, space.type());
        interpreter.map(s, space, blocks);
    }

    void reduce(Stage s, Space space, Cut cut) {
        check(s, space.type());
        interpreter.reduce(s, space, cut);
    }

    private static void check(Stage s, DType type) {
        if (type == DType.INT32 && s.instructions().isReal()) {
            throw new AssertionError("a function of real numbers computed in int32: the caller promotes to a floating-point type first");
        }
    }
}
