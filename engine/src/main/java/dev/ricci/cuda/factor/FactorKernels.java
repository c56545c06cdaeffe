package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;

/** Kernels that factor or solve what {@link FactorWay} gives them. Views have any layout; none is empty, and neither is a matrix. */
interface FactorKernels {
    /** As {@link dev.ricci.backend.Backend#factor}, but failures are told by {@link Codes}. */
    void factor(Factorisation kind, View[] out, View in);

    /** As {@link dev.ricci.backend.Backend#solve}, but failures are told by {@link Codes}. */
    void solve(Solver kind, View out, View a, View b);
}
