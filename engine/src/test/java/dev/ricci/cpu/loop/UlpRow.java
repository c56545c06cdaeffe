package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Activations;
import dev.ricci.formula.ElementaryFormulas;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A function with the largest errors, in units in the last place, that it may have.
 *
 * @param single bound in float32 on the processor
 * @param twice bound in float64 on the processor
 * @param hostSingle bound in float32 on the emulated device, which calls the C library of the host
 * @param hostTwice bound in float64 there
 * @param gpu what NVIDIA states for float32 / float64 (CUDA C++ Programming Guide, Mathematical Functions), or what follows from it
 * @param stored whether references in float64 are stored; else the function is one correctly rounded operation or none
 */
record UlpRow(String name, ScalarOp op, Formula formula, int arity, double single, double twice, double hostSingle, double hostTwice,
        String gpu, boolean stored) {
    private static final List<ScalarOp> EXACT = List.of(ScalarOp.MIN, ScalarOp.MAX, ScalarOp.LESS, ScalarOp.LESS_EQUAL, ScalarOp.EQUAL,
            ScalarOp.SELECT, ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SIGN, ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.TRUNC, ScalarOp.ROUND,
            ScalarOp.FMOD, ScalarOp.COPY_SIGN);
    private static final List<ScalarOp> ROUNDED = List.of(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.DIV, ScalarOp.REMAINDER);

    static List<UlpRow> all() {
        List<UlpRow> rows = new ArrayList<>();
        for (ScalarOp op : EXACT) {
            rows.add(new UlpRow(name(op), op, ElementwiseMapTest.formula(op), op.arity(), 0, 0, 0, 0, "0 / 0", false));
        }
        for (ScalarOp op : ROUNDED) {
            // the result itself is exact to half a unit; references in double are rounded too, hence no bound above 0 in float64
            rows.add(new UlpRow(name(op), op, ElementwiseMapTest.formula(op), op.arity(), 0.5001, 0, 0.5001, 0, "0.5 / 0.5", false));
        }
        rows.add(of(ScalarOp.SQRT, 0.501, 0.501, 0.501, 0.501, "0.5 / 0.5"));
        exponentials(rows);
        angles(rows);
        return rows;
    }

    private static void exponentials(List<UlpRow> rows) {
        rows.add(of(ScalarOp.EXP, 1, 1, 1, 1, "1 / 1"));
        rows.add(of(ScalarOp.EXP2, 1, 1, 1, 1, "2 / 1"));
        rows.add(of(ScalarOp.EXPM1, 1.75, 2, 1.5, 1.5, "1 / 1"));
        rows.add(of(ScalarOp.LOG, 1, 1, 1, 1, "1 / 1"));
        rows.add(of(ScalarOp.LOG2, 2, 2, 1, 1, "1 / 1"));
        rows.add(of(ScalarOp.LOG10, 2, 2, 2, 2, "2 / 1"));
        rows.add(of(ScalarOp.LOG1P, 1.5, 1, 1.5, 1.5, "1 / 1"));
        rows.add(of(ScalarOp.CBRT, 0.6, 0.6, 1.5, 4, "1 / 1"));
        rows.add(of("rsqrt", ElementaryFormulas.RSQRT, 1.5, 1.5, 1.5, 1.5, "1.5 / 1.5"));
        rows.add(of(ScalarOp.HYPOT, 1, 1, 1, 1, "3 / 2"));
        rows.add(of(ScalarOp.POW, 1.1, 1.1, 1, 1, "4 / 2"));
        rows.add(of("xlogy", ElementaryFormulas.XLOGY, 1.5, 1.5, 1.5, 1.5, "2 / 2"));
        rows.add(of("logit", ElementaryFormulas.LOGIT, 2, 2, 2.5, 2.5, "4 / 3"));
        rows.add(of(ScalarOp.SIGMOID, 1.75, 1.75, 2.5, 2.5, "3 / 3"));
        rows.add(of("logSigmoid", Activations.LOG_SIGMOID, 2, 2, 2.5, 2.5, "3 / 3"));
        rows.add(of(ScalarOp.SOFTPLUS, 2, 2, 2.5, 2.5, "3 / 3"));
        rows.add(of(ScalarOp.LOGISTIC, 2.25, 2.25, 3, 3, "4 / 4"));
        rows.add(of("elu", Activations.ELU, 1.75, 2, 1.5, 1.5, "1 / 1"));
        rows.add(of(ScalarOp.ERF, 1.25, 2, 1.25, 1.5, "2 / 2"));
    }

    private static void angles(List<UlpRow> rows) {
        rows.add(of(ScalarOp.SIN, 1.5, 1.5, 1, 1, "2 / 2"));
        rows.add(of(ScalarOp.COS, 1.5, 1.5, 1, 10, "2 / 2")); // glibc 2.36 at 6381956970095103 * 2^797
        rows.add(of(ScalarOp.TAN, 1.75, 1.75, 1.5, 1.5, "4 / 2"));
        rows.add(of(ScalarOp.ASIN, 1.75, 1.75, 1.5, 1.5, "2 / 2"));
        rows.add(of(ScalarOp.ACOS, 1.5, 1.5, 1.5, 1.5, "2 / 2"));
        rows.add(of(ScalarOp.ATAN, 1.5, 1.5, 1.5, 1.5, "2 / 2"));
        rows.add(of(ScalarOp.ATAN2, 1.75, 1.75, 1.5, 1.5, "3 / 2"));
        rows.add(of(ScalarOp.SINH, 2, 2, 2.5, 2.5, "3 / 2"));
        rows.add(of(ScalarOp.COSH, 1.75, 1.75, 2.5, 2.5, "2 / 1"));
        rows.add(of(ScalarOp.TANH, 1.5, 1.5, 2.5, 2.5, "2 / 1"));
        rows.add(of(ScalarOp.ASINH, 1, 1, 2.5, 2.5, "3 / 3"));
        rows.add(of(ScalarOp.ACOSH, 1, 1, 2.5, 2.5, "4 / 3"));
        rows.add(of(ScalarOp.ATANH, 1, 1, 2.5, 2.5, "3 / 2"));
    }

    private static UlpRow of(ScalarOp op, double single, double twice, double hostSingle, double hostTwice, String gpu) {
        Formula f = ElementwiseMapTest.formula(op);
        return new UlpRow(name(op), op, f, op.arity(), single, twice, hostSingle, hostTwice, gpu, true);
    }

    private static UlpRow of(String name, Formula f, double single, double twice, double hostSingle, double hostTwice, String gpu) {
        return new UlpRow(name, null, f, f.inputs().size(), single, twice, hostSingle, hostTwice, gpu, true);
    }

    /** As the method is called. */
    private static String name(ScalarOp op) {
        String[] words = op.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder all = new StringBuilder(words[0]);
        IntStream.range(1, words.length).forEach(i -> all.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1)));
        return all.toString();
    }

    /** The value in double. Formulas that cancel in double have their own. */
    double at(double... x) {
        return switch (name) {
            case "logit" -> Math.abs(x[0] - 0.5) < 0.25 ? Math.log1p((2 * x[0] - 1) / (1 - x[0])) : formula.at(x);
            default -> formula.at(x);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
