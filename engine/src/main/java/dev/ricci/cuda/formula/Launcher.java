package dev.ricci.cuda.formula;

import dev.ricci.backend.DType;

/** Runs a stage over operands: compiled where there is a kernel for it, else interpreted. Both give the same bits. */
final class Launcher {
    private final Interpreter interpreter;
    private final Compiled compiled;

    Launcher(Interpreter interpreter, Compiled compiled) {
        this.interpreter = interpreter;
        this.compiled = compiled;
    }

    void map(Stage s, Space space, int blocks) {
        check(s, space.type());
        if (!compiled.map(s, space, blocks)) {
            interpreter.map(s, space, blocks);
        }
    }

    void reduce(Stage s, Space space, Cut cut) {
        check(s, space.type());
        if (!compiled.reduce(s, space, cut)) {
            interpreter.reduce(s, space, cut);
        }
    }

    private static void check(Stage s, DType type) {
        if (type.isFloat() && s.instructions().isOfBits()) {
            throw new AssertionError("bits of " + type + ": the caller refuses");
        }
        if (type.isInteger() && s.instructions().isReal()) {
            throw new AssertionError("a function of real numbers computed in integers: the caller promotes to a floating-point type first");
        }
    }
}
