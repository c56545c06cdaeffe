package dev.ricci.cpu.loop;

import static dev.ricci.cpu.loop.LaneOp.*;

import dev.ricci.backend.DType;
import dev.ricci.formula.ScalarOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The body of a loop as numbered steps on lanes, equal steps once.
 *
 * <p>A step that depends on nothing but parameters and repeated inputs is marked: it is done before the loop.
 */
final class LaneCode {
    /** One step; a, b and c are numbers of earlier steps where the op takes steps. */
    record Step(LaneOp op, int a, int b, int c, long value) {
        int argument(int i) {
            return i == 0 ? a : i == 1 ? b : c;
        }

        /** The function that a call calls. */
        ScalarOp function() {
            return ScalarOp.values()[(int) value];
        }
    }

    private final DType type;
    private final long repeated;
    private final List<Step> steps = new ArrayList<>();
    private final List<Boolean> fixed = new ArrayList<>();
    private final List<Integer> region = new ArrayList<>();
    private final Map<Step, Integer> known = new HashMap<>();
    private boolean scalarOnly;
    private int inputs;

    /** Code on lanes of a type; bit k of repeated says that input k has one element, repeated. */
    LaneCode(DType type, long repeated) {
        this.type = type;
        this.repeated = repeated;
    }

    DType type() {
        return type;
    }

    List<Step> steps() {
        return steps;
    }

    /** Whether the step has the same value for all elements. */
    boolean isFixed(int step) {
        return fixed.get(step);
    }

    /** Whether some step has no form on vectors. */
    boolean scalarOnly() {
        return scalarOnly;
    }

    /** Asks for scalar code. */
    void needsScalars() {
        scalarOnly = true;
    }

    private int enter(LaneOp op, int a, int b, int c, long value) {
        Step s = new Step(op, a, b, c, value);
        Integer number = known.get(s);
        if (number == null) {
            number = steps.size();
            known.put(s, number);
            boolean same = op != INPUT;
            for (int i = 0; i < op.arity(); i++) {
                same &= fixed.get(s.argument(i));
            }
            steps.add(s);
            fixed.add(same);
            region.add(-1);
        }
        return number;
    }

    /** One more than the largest number of an input. */
    int inputs() {
        return inputs;
    }

    int input(int k) {
        inputs = Math.max(inputs, k + 1);
        return enter((repeated >> k & 1) != 0 ? REPEATED : INPUT, k, 0, 0, 0);
    }

    int parameter(int slot) {
        return enter(PARAMETER, slot, 0, 0, 0);
    }

    int number(double v) {
        return enter(NUMBER, 0, 0, 0, Double.doubleToRawLongBits(v));
    }

    int one(LaneOp op, int a) {
        return enter(op, a, 0, 0, 0);
    }

    int two(LaneOp op, int a, int b) {
        return enter(op, a, b, 0, 0);
    }

    /** The step of the same name as a scalar function. */
    int simple(ScalarOp op, int a, int b) {
        return op.arity() == 1 ? one(LaneOp.valueOf(op.name()), a) : two(LaneOp.valueOf(op.name()), a, b);
    }

    int add(int a, int b) {
        return two(ADD, a, b);
    }

    int sub(int a, int b) {
        return two(SUB, a, b);
    }

    int mul(int a, int b) {
        return two(MUL, a, b);
    }

    int div(int a, int b) {
        return two(DIV, a, b);
    }

    int fma(int a, int b, int c) {
        return enter(FMA, a, b, c, 0);
    }

    int less(int a, int b) {
        return two(LESS, a, b);
    }

    int blend(int mask, int then, int otherwise) {
        return enter(BLEND, mask, then, otherwise, 0);
    }

    /**
     * The usual value where the mask is set, else what rare makes: in a branch that is taken only when some lane needs it. Steps made in
     * there are not known outside, as they are not always done.
     */
    int rarely(int mask, int usual, IntSupplier rare) {
        int from = steps.size();
        int otherwise = rare.getAsInt();
        for (int i = from; i < steps.size(); i++) {
            if (!fixed.get(i)) {
                known.remove(steps.get(i));
                region.set(i, steps.size());
            }
        }
        return enter(RARELY, mask, usual, otherwise, from);
    }

    /** The number of the step within whose branch this one is done, or -1. */
    int branchOf(int step) {
        return region.get(step);
    }

    int toBits(int a) {
        return one(TO_BITS, a);
    }

    int fromBits(int a) {
        return one(FROM_BITS, a);
    }

    int bitsNumber(long v) {
        return enter(BITS_NUMBER, 0, 0, 0, v);
    }

    int shl(int a, int by) {
        return enter(BITS_SHL, a, 0, 0, by);
    }

    int sar(int a, int by) {
        return enter(BITS_SAR, a, 0, 0, by);
    }

    /** A number that is not negative, with the sign bit of another. */
    int withSign(int size, int of) {
        int sign = two(BITS_AND, toBits(of), bitsNumber(Precision.of(type).signBit()));
        return fromBits(two(BITS_OR, toBits(size), sign));
    }

    /** The JDK's function of x where the mask is set, else otherwise. */
    int callWhere(int mask, ScalarOp op, int x, int otherwise) {
        return enter(CALL_WHERE, mask, x, otherwise, op.ordinal());
    }

    /** The JDK's function of two arguments. */
    int call(ScalarOp op, int a, int b) {
        return enter(CALL, a, b, 0, op.ordinal());
    }

    /** A function of two integers that vectors do not have. */
    int callOfIntegers(ScalarOp op, int a, int b) {
        scalarOnly = true;
        return enter(CALL_OF_INTEGERS, a, b, 0, op.ordinal());
    }

    /** Our own function of up to three arguments, each lane by itself; arguments past the arity are ignored. */
    int each(ScalarOp op, int a, int b, int c) {
        return enter(EACH, a, b, c, op.ordinal());
    }

    /** The polynomial c[0] + c[1] x + c[2] x^2 + ... by Horner's rule. */
    int polynomial(int x, double... c) {
        int p = number(c[c.length - 1]);
        for (int i = c.length - 2; i >= 0; i--) {
            p = fma(p, x, number(c[i]));
        }
        return p;
    }
}
