package dev.ricci.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Formulas with every distinct part numbered once, and the constants taken out as parameters.
 *
 * <p>Two programs that differ in their constants alone have equal {@link Code}, so they share a loop: a step size that changes in
 * every step compiles nothing anew.
 */
public final class Program {
    /** A part: a scalar function of earlier parts, or (op is null) input a, or (a is -1) parameter b. */
    public record Part(ScalarOp op, int a, int b, int c) {
        public boolean isParameter() {
            return op == null && a < 0;
        }
    }

    /** What a loop is made from. */
    public record Code(List<Part> parts, List<Integer> results) {}

    private final List<Part> parts = new ArrayList<>();
    private final Map<Part, Integer> numbers = new HashMap<>();
    private final Map<Formula, Integer> seen = new IdentityHashMap<>();
    private final List<Double> constants = new ArrayList<>();
    private final Code code;
    private final double[] parameters;

    public Program(Formula... formulas) {
        Integer[] results = new Integer[formulas.length];
        for (int i = 0; i < formulas.length; i++) {
            results[i] = number(formulas[i]);
        }
        code = new Code(List.copyOf(parts), List.copyOf(Arrays.asList(results)));
        parameters = constants.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public Code code() {
        return code;
    }

    public double[] parameters() {
        return parameters;
    }

    private int number(Formula f) {
        Integer known = seen.get(f); // by identity: comparing shared parts by value may take time exponential in the depth
        if (known == null) {
            known = enter(part(f));
            seen.put(f, known);
        }
        return known;
    }

    private int enter(Part p) {
        Integer known = numbers.putIfAbsent(p, parts.size());
        if (known != null) {
            return known;
        }
        parts.add(p);
        return parts.size() - 1;
    }

    private Part part(Formula f) {
        return switch (f) {
            case Formula.Input x -> new Part(null, x.index(), 0, 0);
            case Formula.Constant c -> new Part(null, -1, parameter(c.value()), 0);
            case Apply g -> {
                int a = number(g.argument(0));
                int b = g.op().arity() > 1 ? number(g.argument(1)) : 0;
                int c = g.op().arity() > 2 ? number(g.argument(2)) : 0;
                yield new Part(g.op(), a, b, c);
            }
        };
    }

    private int parameter(double value) {
        Double boxed = value;
        int i = constants.indexOf(boxed); // Double.equals: -0.0 is not 0.0
        if (i < 0) {
            constants.add(boxed);
            i = constants.size() - 1;
        }
        return i;
    }
}
