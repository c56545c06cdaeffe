package dev.ricci.formula;

import java.util.Arrays;
import java.util.List;

/** A scalar function applied to formulas. The hash is kept, so that a formula is a cheap key of a cache of compiled loops. */
public final class Apply implements Formula {
    private final ScalarOp op;
    private final Formula[] arguments;
    private final int hash;

    private Apply(ScalarOp op, Formula[] arguments) {
        this.op = op;
        this.arguments = arguments;
        this.hash = 31 * op.ordinal() + Arrays.hashCode(arguments);
    }

    /** The function applied to as many arguments as it takes; constants are folded. */
    static Formula of(ScalarOp op, Formula... arguments) {
        if (arguments.length != op.arity()) {
            throw new AssertionError(op + " takes " + op.arity() + " arguments, got " + arguments.length);
        }
        Apply f = new Apply(op, arguments);
        for (Formula a : arguments) {
            if (!(a instanceof Constant)) {
                return f;
            }
        }
        return Formula.of(f.valueAt());
    }

    public ScalarOp op() {
        return op;
    }

    public Formula argument(int i) {
        return arguments[i];
    }

    public List<Formula> arguments() {
        return List.of(arguments);
    }

    double valueAt(double... inputs) {
        double a = arguments[0].at(inputs);
        double b = arguments.length > 1 ? arguments[1].at(inputs) : 0;
        double c = arguments.length > 2 ? arguments[2].at(inputs) : 0;
        return op.at(a, b, c);
    }

    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Apply f && hash == f.hash && op == f.op && Arrays.equals(arguments, f.arguments);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        if (op.isInfix()) {
            return "(" + arguments[0] + " " + op.symbol() + " " + arguments[1] + ")";
        }
        String inside = Arrays.toString(arguments);
        return op.symbol() + "(" + inside.substring(1, inside.length() - 1) + ")";
    }
}
