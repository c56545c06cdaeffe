package dev.ricci.cuda.formula;

import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import java.util.List;

/** A formula's value in double with each part computed once: the formula's own {@code at} computes shared parts again and again. */
final class Exact {
    private final Program program;

    Exact(Formula f) {
        program = new Program(f);
    }

    int parts() {
        return program.code().parts().size();
    }

    double at(double... inputs) {
        List<Program.Part> parts = program.code().parts();
        double[] value = new double[parts.size()];
        for (int i = 0; i < value.length; i++) {
            Program.Part p = parts.get(i);
            value[i] = p.op() != null ? p.op().at(value[p.a()], value[p.b()], value[p.c()])
                    : p.isParameter() ? program.parameters()[p.b()] : inputs[p.a()];
        }
        return value[program.code().results().getFirst()];
    }
}
