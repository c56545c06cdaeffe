package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.linalg.IterativeSolution.Ending;
import dev.ricci.tensor.Tensor;

/**
 * A x = b for a symmetric positive definite A by conjugate gradients (Hestenes &amp; Stiefel 1952).
 *
 * <p>A singular A will do where b can be reached. Symmetry is not checked: with another A the steps lead nowhere, and the ending says so,
 * since it is told by the residual itself. Waits for the device once a step.
 *
 * @param tolerance      the residual to reach, relative to b: above 0
 * @param iterations     steps at most; 0 for ten times the unknowns
 * @param preconditioner nearly the inverse of A, symmetric positive definite; null for none
 */
public record ConjugateGradients(double tolerance, int iterations, LinearOperator preconditioner) {
    /** A residual of 1e-6 of the right side, no preconditioner. */
    public static final ConjugateGradients DEFAULT = new ConjugateGradients(1e-6, 0, null);

    private static final String NAME = "conjugateGradients";
    private static final Formula STEP = of(0).less(Y).select(X.div(Y), of(0));
    /** A recomputed residual above this share of the one before: rounding is all that is left. */
    private static final double GAIN = 0.5;

    public ConjugateGradients {
        if (!(tolerance > 0) || iterations < 0) {
            throw new IllegalArgumentException(NAME + ": a tolerance above 0 and 0 or more iterations, got " + tolerance + " and "
                    + iterations);
        }
    }

    public ConjugateGradients within(double residual) {
        return new ConjugateGradients(residual, iterations, preconditioner);
    }

    public ConjugateGradients atMost(int steps) {
        return new ConjugateGradients(tolerance, steps, preconditioner);
    }

    public ConjugateGradients preconditionedBy(LinearOperator nearInverse) {
        return new ConjugateGradients(tolerance, iterations, nearInverse);
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
            Run run = new Run(system, system.start(system.size() == 0 ? null : guess));
            IterativeSolution found = run.all();
            scope.keep(found.solution());
            return found;
        }
    }

    /** The state of one solution. */
    private final class Run {
        private final LinearSystem system;
        private final Iterate x;
        private final Iterate r;
        private final Iterate p;
        private final Iterate rho;
        private int steps;

        Run(LinearSystem system, Tensor start) {
            this.system = system;
            x = new Iterate(start);
            r = new Iterate(system.residual(start));
            p = new Iterate(r.value());
            rho = new Iterate(r.value().dot(r.value()));
        }

        /** The residual that the steps carry along drifts from the true one; each round begins with that, and only it ends the whole. */
        IterativeSolution all() {
            double before = Double.POSITIVE_INFINITY;
            while (true) {
                double now = refresh();
                if (now <= tolerance) {
                    return ending(now, Ending.CONVERGED);
                }
                if (steps >= system.limit(iterations)) {
                    return ending(now, Ending.ITERATIONS);
                }
                if (now > GAIN * before) {
                    return ending(now, Ending.STAGNATED);
                }
                before = now;
                if (!round()) {
                    return ending(refresh(), Ending.NOT_POSITIVE);
                }
            }
        }

        private IterativeSolution ending(double residual, Ending why) {
            return new IterativeSolution(NAME, x.value(), steps, residual, why);
        }

        private Tensor conditioned(Tensor v) {
            return preconditioner == null ? v : preconditioner.apply(v);
        }

        private double refresh() {
            try (Scope _ = Scope.open()) {
                r.set(X, system.residual(x.value()));
                Tensor z = conditioned(r.value());
                p.set(X, z);
                rho.set(X, r.value().dot(z));
                return system.relative(r.value());
            }
        }

        /** Steps until the carried residual is small or none are left; false where A or the preconditioner is not positive definite. */
        private boolean round() {
            while (steps < system.limit(iterations)) {
                double[] now = step();
                steps++;
                double curvature = system.finite(now[0], "a product with the operator gave");
                double residual = Math.sqrt(system.finite(now[1], "a product with the operator gave"));
                if (!(curvature > 0)) {
                    return residual <= tolerance * system.size();
                }
                if (residual <= tolerance * system.size()) {
                    return true;
                }
                if (!(now[2] > 0)) {
                    return false;
                }
            }
            return true;
        }

        /** One step; p^T A p, r^T r and r^T M r in one read. A direction without positive curvature is not taken. */
        private double[] step() {
            try (Scope _ = Scope.open()) {
                Tensor q = system.a().apply(p.value());
                Tensor curvature = p.value().dot(q);
                Tensor length = Tensor.map(STEP, rho.value(), curvature);
                x.set(X.add(Y.mul(Z)), x.value(), length, p.value());
                r.set(X.sub(Y.mul(Z)), r.value(), length, q);
                Tensor z = conditioned(r.value());
                Tensor squares = r.value().dot(r.value());
                Tensor next = preconditioner == null ? squares : r.value().dot(z);
                p.set(X.add(Y.div(W).mul(Z)), z, next, p.value(), rho.value());
                rho.set(X, next);
                return LinearSystem.read(curvature, squares, next);
            }
        }
    }
}
