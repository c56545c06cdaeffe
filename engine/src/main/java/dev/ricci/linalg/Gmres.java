package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.IterativeSolution.Ending;
import dev.ricci.tensor.Tensor;

/**
 * A x = b for any square A by GMRES with restarts (Saad &amp; Schultz 1986). Waits for the device once a step.
 *
 * <p>Each cycle keeps as many vectors as it has steps, and finds the best x in their span; a restart begins with a new cycle from there.
 * The vectors are made orthogonal by classical Gram-Schmidt done twice, which is as good as the modified form (Giraud, Langou &amp;
 * Rozloznik 2005) and takes four products with matrices where that takes one pass for each vector.
 *
 * @param tolerance      the residual to reach, relative to b: above 0
 * @param restart        steps of a cycle, 1 or more
 * @param iterations     steps at most; 0 for ten times the unknowns
 * @param preconditioner nearly the inverse of A, applied from the right, so that residuals are those of A x = b; null for none
 */
public record Gmres(double tolerance, int restart, int iterations, LinearOperator preconditioner) {
    /** A residual of 1e-6 of the right side, 30 steps a cycle, no preconditioner. */
    public static final Gmres DEFAULT = new Gmres(1e-6, 30, 0, null);

    private static final String NAME = "gmres";
    /** A cycle that takes off less of the residual than this share has not moved. */
    private static final double LEAST_GAIN = 1e-6;

    public Gmres {
        if (!(tolerance > 0) || restart < 1 || iterations < 0) {
            throw new IllegalArgumentException(NAME + ": a tolerance above 0, a restart of 1 or more and 0 or more iterations, got "
                    + tolerance + ", " + restart + " and " + iterations);
        }
    }

    public Gmres within(double residual) {
        return new Gmres(residual, restart, iterations, preconditioner);
    }

    public Gmres restartingAfter(int steps) {
        return new Gmres(tolerance, steps, iterations, preconditioner);
    }

    public Gmres atMost(int steps) {
        return new Gmres(tolerance, restart, steps, preconditioner);
    }

    public Gmres preconditionedBy(LinearOperator nearInverse) {
        return new Gmres(tolerance, restart, iterations, nearInverse);
    }

    /** For b [n], from x = 0. */
    public IterativeSolution solve(LinearOperator a, Tensor b) {
        return solve(a, b, null);
    }

    /**
     * For b [n], from a guess [n].
     *
     * @throws IllegalArgumentException where A is not square, or shapes, types or devices differ
     * @throws NumericalFailure where a number is NaN or infinite
     */
    public IterativeSolution solve(LinearOperator a, Tensor b, Tensor guess) {
        a.square(NAME);
        if (preconditioner != null && (preconditioner.rows() != a.rows() || preconditioner.columns() != a.rows())) {
            throw new IllegalArgumentException(NAME + ": a preconditioner of " + a.rows() + " by " + a.rows() + ", got "
                    + preconditioner.rows() + " by " + preconditioner.columns());
        }
        try (Scope scope = Scope.open()) {
            LinearSystem system = LinearSystem.of(NAME, a, b);
            Iterate x = new Iterate(system.start(system.size() == 0 ? null : guess));
            IterativeSolution found = cycles(system, x);
            scope.keep(found.solution());
            return found;
        }
    }

    private IterativeSolution cycles(LinearSystem system, Iterate x) {
        int limit = system.limit(iterations);
        int steps = 0;
        double before = Double.POSITIVE_INFINITY;
        boolean claimed = false;
        while (true) {
            try (Scope _ = Scope.open()) {
                Tensor r = system.residual(x.value());
                double now = system.relative(r);
                Ending why = now <= tolerance ? Ending.CONVERGED
                        : steps >= limit ? Ending.ITERATIONS
                        : now > before * (claimed ? 0.5 : 1 - LEAST_GAIN) ? Ending.STAGNATED : null;
                if (why != null) {
                    return new IterativeSolution(NAME, x.value(), steps, now, why);
                }
                before = now;
                ArnoldiCycle cycle = new ArnoldiCycle(system, preconditioner, r, now * system.size(),
                        Math.min(restart, Math.min(limit - steps, system.a().rows())));
                claimed = cycle.run(tolerance * system.size());
                steps += cycle.steps();
                x.set(X.add(Y), x.value(), cycle.correction());
            }
        }
    }
}
