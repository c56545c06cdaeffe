package dev.ricci.cuda.formula;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.library.Nvrtc;
import dev.ricci.formula.Formula;
import java.util.Optional;

/** The element-wise operations and the reductions of one opened device. */
public final class Formulas {
    private final ElementwiseMap map;
    private final ElementwiseReduce reduce;

    /** Compiled where there is a compiler, else interpreted. */
    public Formulas(Context context, Optional<Nvrtc> compiler) {
        Plans plans = new Plans();
        Launcher launcher = new Launcher(new Interpreter(context), new Compiled(context, compiler));
        map = new ElementwiseMap(plans, launcher);
        reduce = new ElementwiseReduce(plans, launcher, map);
    }

    /** See {@link Backend#map(Formula, View, View...)}. */
    public void map(Formula f, View out, View... in) {
        map.map(f, out, in);
    }

    /** See {@link Backend#map(Formula[], View[], View...)}. */
    public void map(Formula[] f, View[] out, View... in) {
        map.mapAll(f, out, in);
    }

    /** See {@link Backend#reduce}. */
    public void reduce(Reduction r, Formula f, View out, View... in) {
        reduce.reduce(r, f, out, in);
    }
}
