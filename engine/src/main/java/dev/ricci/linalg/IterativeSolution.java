package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;
import java.util.Locale;

/**
 * Where an iteration came to, and why it ended there.
 *
 * @param method     for messages
 * @param solution   [n], the best that was found
 * @param iterations how many steps were taken
 * @param residual   |b - A x| / |b|, computed anew from the solution; 0 for b = 0
 * @param ending     why it stopped
 */
public record IterativeSolution(String method, Tensor solution, int iterations, double residual, Ending ending) {
    /** Why an iteration stopped. */
    public enum Ending {
        /** The residual is as small as asked for. */
        CONVERGED("", ""),
        /** The equations cannot be met, and the solution makes their residual least, within what was asked for. */
        LEAST_SQUARES("", ""),
        /** The steps allowed are used up. */
        ITERATIONS("the steps allowed are used up", "allow more steps, ask for less accuracy, or give a preconditioner"),
        /** More steps bring nothing: rounding, a singular operator, or a restart that forgets too much. */
        STAGNATED("further steps gain nothing",
                "ask for less accuracy or compute in float64; for gmres restart later; check that the equations can be met"),
        /** A direction with p^T A p or r^T M r of 0 or less: the operator or the preconditioner is not positive definite. */
        NOT_POSITIVE("the operator or the preconditioner is not positive definite", "take gmres or lsqr"),
        /** The estimated condition of A has passed the limit. */
        ILL_CONDITIONED("the condition of the operator is past the limit", "give a damping or a higher limit, or scale the columns");

        private final String what;
        private final String remedy;

        Ending(String what, String remedy) {
            this.what = what;
            this.remedy = remedy;
        }
    }

    /** Whether the solution is as good as was asked for. */
    public boolean converged() {
        return ending == Ending.CONVERGED || ending == Ending.LEAST_SQUARES;
    }

    /**
     * The solution where it is as good as was asked for.
     *
     * @throws NumericalFailure where it is not
     */
    public Tensor orThrow() {
        if (!converged()) {
            throw new NumericalFailure(String.format(Locale.ROOT,
                    "%s: stopped after %d steps at a residual of %.2g of the right side: %s; %s",
                    method, iterations, residual, ending.what, ending.remedy));
        }
        return solution;
    }
}
