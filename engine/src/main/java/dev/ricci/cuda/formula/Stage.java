package dev.ricci.cuda.formula;

import dev.ricci.formula.Program;

/**
 * A program that one launch computes.
 *
 * @param code    its inputs are 0, 1, ... without gaps
 * @param constants the values of its parameters
 * @param inputs  where each input comes from: an input of the formula by its number, or ~i for the result of the i-th stage before
 */
record Stage(Program.Code code, double[] constants, int[] inputs, Instructions instructions) {
    static final int MOST_INPUTS = 16;
    static final int MOST_OUTPUTS = 8;

    Stage(Program.Code code, double[] constants, int[] inputs) {
        this(code, constants, inputs, new Instructions(code, inputs.length));
    }

    int outputs() {
        return code.results().size();
    }

    /** Whether the arguments of a launch hold it. */
    boolean fits() {
        return inputs.length <= MOST_INPUTS && outputs() <= MOST_OUTPUTS && constants.length <= Instructions.MOST_CONSTANTS
                && instructions.fits();
    }
}
