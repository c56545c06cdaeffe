package dev.ricci.cuda.formula;

import dev.ricci.formula.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a program into stages that fit into a launch each: all stages but the last compute one value, which later ones read from memory.
 *
 * <p>Nearly every formula is one stage. Where one is larger, its parts are gone through from the inputs on; as soon as what a part
 * needs does not fit, the argument that itself takes most is made a stage of its own.
 */
final class Cutting {
    private final List<Program.Part> parts;
    private final double[] constants;
    /** The number of the stage that computes a part, or -1. */
    private final int[] stored;
    private final List<Stage> stages = new ArrayList<>();

    private Cutting(Program program) {
        parts = program.code().parts();
        constants = program.parameters();
        stored = new int[parts.size()];
        Arrays.fill(stored, -1);
    }

    /** The stages, the last one with all results; empty where so many results do not fit into one launch. */
    static List<Stage> of(Program program) {
        int[] results = program.code().results().stream().mapToInt(Integer::intValue).toArray();
        if (results.length > Stage.MOST_OUTPUTS) {
            return List.of();
        }
        Cutting c = new Cutting(program);
        c.cut(results);
        return c.stages;
    }

    private void cut(int[] results) {
        Stage whole = stage(results);
        if (whole.fits()) {
            stages.add(whole);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).op() != null) {
                Stage s = stage(i);
                while (!s.fits()) {
                    storeLargest(arguments(parts.get(i)));
                    s = stage(i);
                }
            }
        }
        Stage last = stage(results);
        while (!last.fits()) {
            storeLargest(results);
            last = stage(results);
        }
        stages.add(last);
    }

    private static int[] arguments(Program.Part p) {
        int[] all = {p.a(), p.b(), p.c()};
        return Arrays.copyOf(all, p.op().arity());
    }

    /** Makes a stage of the one of these parts that takes most instructions. */
    private void storeLargest(int[] of) {
        int largest = -1;
        Stage its = null;
        for (int i : of) {
            if (parts.get(i).op() != null && stored[i] < 0) {
                Stage s = stage(i);
                if (its == null || s.instructions().count() > its.instructions().count()) {
                    largest = i;
                    its = s;
                }
            }
        }
        if (its == null) {
            throw new AssertionError("a part whose arguments are all stored does not fit");
        }
        stored[largest] = stages.size();
        stages.add(its);
    }

    /** What it takes to compute these parts from inputs and from what is stored. */
    private Stage stage(int... results) {
        boolean[] needed = new boolean[parts.size()];
        for (int r : results) {
            needed[r] = true;
        }
        for (int i = parts.size() - 1; i >= 0; i--) { // arguments come before what they are arguments of
            if (needed[i] && parts.get(i).op() != null && stored[i] < 0) {
                for (int a : arguments(parts.get(i))) {
                    needed[a] = true;
                }
            }
        }
        return new Numbering(needed).stage(results);
    }

    /** Needed parts with new numbers; so inputs and constants. */
    private final class Numbering {
        private final int[] number = new int[parts.size()];
        private final List<Program.Part> kept = new ArrayList<>();
        private final List<Integer> inputs = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        Numbering(boolean[] needed) {
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    number[i] = kept.size();
                    kept.add(renumbered(i));
                }
            }
        }

        private Program.Part renumbered(int i) {
            Program.Part p = parts.get(i);
            if (stored[i] >= 0 || p.op() == null && !p.isParameter()) {
                inputs.add(stored[i] >= 0 ? ~stored[i] : p.a());
                return new Program.Part(null, inputs.size() - 1, 0, 0);
            }
            if (p.isParameter()) {
                values.add(constants[p.b()]);
                return new Program.Part(null, -1, values.size() - 1, 0);
            }
            int arity = p.op().arity();
            return new Program.Part(p.op(), number[p.a()], arity > 1 ? number[p.b()] : 0, arity > 2 ? number[p.c()] : 0);
        }

        Stage stage(int[] results) {
            Program.Code code = new Program.Code(List.copyOf(kept), Arrays.stream(results).map(i -> number[i]).boxed().toList());
            return new Stage(code, values.stream().mapToDouble(Double::doubleValue).toArray(),
                    inputs.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
