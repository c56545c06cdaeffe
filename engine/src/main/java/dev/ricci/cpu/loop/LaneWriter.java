package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes steps as bytecode, for vectors or for scalars. Each value stands in a local variable of its own. */
abstract class LaneWriter {
    static final ClassDesc MEMORY = ClassDesc.of("dev.ricci.cpu.host.Memory");
    static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    static final ClassDesc FUNCTIONS = ClassDesc.of("dev.ricci.cpu.loop.ScalarFunctions");
    static final int NO_MASK = -1;

    final DType type;

    LaneWriter(DType type) {
        this.type = type;
    }

    /** The steps' values as local variables, and that of the array of parameters. */
    record Locals(int[] value, int parameters) {}

    /** An address in memory: the sum of two local variables and a constant. */
    record Place(int base, int offset, int plus) {
        void push(CodeBuilder b) {
            b.lload(base).lload(offset).ladd();
            if (plus != 0) {
                b.loadConstant((long) plus).ladd();
            }
        }
    }

    /** Declares what the steps need beside methods; with widens, float32 elements are loaded into a loop of float64. */
    void declareFields(ClassBuilder c, boolean widens) {}

    /** How many elements one pass over the steps computes: a power of two. Above 1, the last ones are computed under a mask. */
    abstract int width();

    /** How a value of a kind stands in a local variable. */
    abstract TypeKind local(LaneOp.Kind kind);

    /** Leaves the value of a step on the stack; inputs are loaded by {@link #load} instead. */
    abstract void step(CodeBuilder b, LaneCode.Step s, Locals at);

    /** Gives whether all lanes of a mask are set. */
    abstract void all(CodeBuilder b, int mask);

    /** Gives the lanes of then where a mask is set, else those of otherwise. */
    abstract void blend(CodeBuilder b, int mask, int then, int otherwise);

    /** Gives the elements at a place. */
    abstract void load(CodeBuilder b, Place from, int mask);

    /** Gives float32 elements at a place as float64. */
    abstract void loadNarrow(CodeBuilder b, Place from, int mask);

    /** Gives the element at an address, repeated in all lanes. */
    abstract void loadRepeated(CodeBuilder b, int address);

    /** Stores the elements of a local variable. */
    abstract void store(CodeBuilder b, int value, Place to, int mask);

    /** Gives the mask of the lanes from i that are below n. */
    abstract void mask(CodeBuilder b, int i, int n);

    /** How a running reduction stands in a local variable. */
    abstract TypeKind accumulator();

    /** Gives a running reduction over nothing. */
    abstract void identity(CodeBuilder b, Reduction r);

    /** Stack: running reduction; combines it with the elements of a local variable. */
    abstract void accumulate(CodeBuilder b, Reduction r, int value, int mask);

    /** Stack: two running reductions; gives one. */
    abstract void combine(CodeBuilder b, Reduction r);

    /** Stack: running reduction; gives it over all lanes, in a fixed order, as {@link Partial} has it. */
    abstract void collapse(CodeBuilder b, Reduction r);

    /** The class of one element. */
    final ClassDesc element() {
        return switch (type) {
            case FLOAT32 -> ConstantDescs.CD_float;
            case FLOAT64 -> ConstantDescs.CD_double;
            case INT32 -> ConstantDescs.CD_int;
            case INT64 -> ConstantDescs.CD_long;
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError("nothing is computed in " + type);
        };
    }

    /** "Float", "Double", "Int" or "Long". */
    final String elementName() {
        String n = element().displayName();
        return Character.toUpperCase(n.charAt(0)) + n.substring(1);
    }

    /** Gives a number as an element. */
    final void number(CodeBuilder b, double v) {
        switch (type) {
            case FLOAT32 -> b.loadConstant((float) v);
            case FLOAT64 -> b.loadConstant(v);
            case INT32 -> b.loadConstant((int) v);
            case INT64 -> b.loadConstant((long) v);
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        }
    }

    /** Stack: address; gives one element. */
    final void loadElement(CodeBuilder b) {
        b.invokestatic(MEMORY, "get" + elementName(), MethodTypeDesc.of(element(), ConstantDescs.CD_long));
    }

    /** Stack: an element; gives it as partial results travel: a double, or int64 as the bits of one. */
    static void travelling(CodeBuilder b, TypeKind element) {
        if (element == TypeKind.LONG) {
            b.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
        } else {
            b.conversion(element, TypeKind.DOUBLE);
        }
    }

    /** Gives a parameter as an element. */
    final void parameter(CodeBuilder b, int slot, Locals at) {
        b.aload(at.parameters);
        b.loadConstant(slot);
        b.daload();
        b.conversion(TypeKind.DOUBLE, TypeKind.from(element()));
    }
}
