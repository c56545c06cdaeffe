package dev.ricci.cuda.formula;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cuda.driver.Family;
import dev.ricci.formula.Program;

/**
 * What a compiled kernel is made from.
 *
 * @param reduction null for a map
 * @param types     four bits for each of the first 16 operands
 * @param moreTypes those of the others
 * @param wide      a bit for each operand whose pieces are one access
 * @param still     a bit for each operand that stays where it is along the last axis
 */
record Signature(Program.Code code, DType type, Reduction reduction, long types, long moreTypes, int wide, int still, int outputs,
        int rank) {
    static Signature of(Stage s, Space space, Reduction reduction) {
        return new Signature(s.code(), space.type(), reduction, space.types(), space.moreTypes(), space.wide(), space.still(),
                space.outputs(), space.rank());
    }

    /** Whether it is right for the operands, of the same stage. */
    boolean fits(Space space, Reduction r) {
        return type == space.type() && reduction == r && types == space.types() && moreTypes == space.moreTypes()
                && wide == space.wide() && still == space.still() && rank == space.rank();
    }

    /** As the kernel is named: the operation, the type, and a number that tells formulas apart in a profile. */
    String kernelName() {
        String op = reduction == null ? "map" : "reduce";
        return op + "_" + Family.ending(type) + "_" + Integer.toHexString(hashCode());
    }

    /** Enumerations hash by their place in memory, but a name should be the same in every run. */
    @Override
    public int hashCode() {
        int hash = code.results().hashCode();
        for (Program.Part p : code.parts()) {
            hash = hash * 31 + (p.op() == null ? -1 : p.op().ordinal());
            hash = ((hash * 31 + p.a()) * 31 + p.b()) * 31 + p.c();
        }
        hash = hash * 31 + type.ordinal();
        hash = hash * 31 + (reduction == null ? -1 : reduction.ordinal());
        return ((hash * 31 + Long.hashCode(types) + 17 * Long.hashCode(moreTypes)) * 31 + wide) * 31 + still * 7 + rank;
    }
}
