package dev.ricci.cuda.formula;

import dev.ricci.cuda.driver.Kernel;
import dev.ricci.formula.Program;

/** A program that one launch computes. */
final class Stage {
    static final int MOST_INPUTS = 16;
    static final int MOST_OUTPUTS = 8;

    /** The compiled kernel for the operands that came last; null where there is none for them. */
    record Latest(Signature signature, Kernel kernel) {}

    private final Program.Code code;
    private final double[] constants;
    private final int[] inputs;
    private final Instructions instructions;
    private Latest latest; // races only lose an entry: what is in it is immutable

    /**
     * @param code      its inputs are 0, 1, ... without gaps
     * @param constants the values of its parameters
     * @param inputs    where each input comes from: an input of the formula by its number, or ~i for the result of stage i
     */
    Stage(Program.Code code, double[] constants, int[] inputs) {
        this.code = code;
        this.constants = constants;
        this.inputs = inputs;
        instructions = new Instructions(code, inputs.length);
    }

    Program.Code code() {
        return code;
    }

    double[] constants() {
        return constants;
    }

    int[] inputs() {
        return inputs;
    }

    Instructions instructions() {
        return instructions;
    }

    int outputs() {
        return code.results().size();
    }

    Latest latest() {
        return latest;
    }

    void latest(Latest l) {
        latest = l;
    }

    /** Whether the arguments of a launch hold it. */
    boolean fits() {
        return inputs.length <= MOST_INPUTS && outputs() <= MOST_OUTPUTS && constants.length <= Instructions.MOST_CONSTANTS
                && instructions.fits();
    }
}
