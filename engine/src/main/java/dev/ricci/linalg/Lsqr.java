package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.IterativeSolution.Ending;
import dev.ricci.tensor.Tensor;

/**
 * The x that makes |A x - b|^2 + damping^2 |x|^2 least, for an A of any shape, by LSQR (Paige &amp; Saunders 1982): as conjugate gradients
 * on A^T A, with the accuracy of a QR. From x = 0 it finds the least of all solutions. Waits for the device once a step.
 *
 * @param damping    0 or more
 * @param atol       how exact A is, relative: stops where |A^T r| is within atol |A| |r|
 * @param btol       how exact b is, relative: stops where |r| is within btol |b| + atol |A| |x|
 * @param conlim     stops where the estimated condition of A reaches it
 * @param iterations steps at most; 0 for ten times the unknowns
 */
public record Lsqr(double damping, double atol, double btol, double conlim, int iterations) {
    /** No damping, 1e-6 for A and b, a condition of 1e8. */
    public static final Lsqr DEFAULT = new Lsqr(0, 1e-6, 1e-6, 1e8, 0);

    private static final String NAME = "lsqr";

    public Lsqr {
        if (!(damping >= 0 && atol >= 0 && btol >= 0 && conlim > 1) || iterations < 0) {
            throw new IllegalArgumentException(NAME + ": damping, atol, btol and iterations are 0 or more, conlim is above 1, got "
                    + damping + ", " + atol + ", " + btol + ", " + iterations + " and " + conlim);
        }
    }

    public Lsqr damped(double factor) {
        return new Lsqr(factor, atol, btol, conlim, iterations);
    }

    /** The same tolerance for A and b. */
    public Lsqr within(double tolerance) {
        return new Lsqr(damping, tolerance, tolerance, conlim, iterations);
    }

    public Lsqr toCondition(double limit) {
        return new Lsqr(damping, atol, btol, limit, iterations);
    }

    public Lsqr atMost(int steps) {
        return new Lsqr(damping, atol, btol, conlim, steps);
    }

    /**
     * For b [m], giving x [n]. Tolerances below the rounding of the type count as that.
     *
     * @throws IllegalArgumentException where shapes, types or devices differ, or the operator's transpose is not known
     * @throws NumericalFailure where a number is NaN or infinite
     */
    public IterativeSolution solve(LinearOperator a, Tensor b) {
        try (Scope scope = Scope.open()) {
            LinearSystem system = LinearSystem.of(NAME, a, b);
            Run run = new Run(system);
            Ending why = run.all();
            Tensor x = run.x.value();
            double residual = system.relative(system.residual(x));
            return new IterativeSolution(NAME, scope.keep(x), run.steps, residual, why);
        }
    }

    /** The names are those of the paper; scalars are kept on the host in double. */
    private final class Run {
        private final LinearSystem system;
        private final double epsilon;
        private final Iterate u;
        private final Iterate v;
        private final Iterate w;
        private final Iterate x;
        private final Iterate alphaHere;
        private double alpha;
        private double beta;
        private double rhoBar;
        private double phiBar;
        private double squaredNorm;
        private double squaredInverse;
        private double squaredPsi;
        private int steps;

        Run(LinearSystem system) {
            this.system = system;
            epsilon = system.a().dtype().epsilon();
            x = new Iterate(system.start(null));
            u = new Iterate(LinearSystem.normalised(system.b(), Matrices.length(system.b(), 0)));
            Tensor first = system.a().applyTransposed(u.value());
            alphaHere = new Iterate(Matrices.length(first, 0));
            v = new Iterate(LinearSystem.normalised(first, alphaHere.value()));
            w = new Iterate(v.value());
            alpha = system.squarable(alphaHere.value().item(), "a product with the operator gave");
            beta = system.size();
            rhoBar = alpha;
            phiBar = beta;
        }

        Ending all() {
            if (beta == 0) {
                return Ending.CONVERGED;
            }
            if (alpha == 0) {
                return Ending.LEAST_SQUARES;
            }
            while (steps < system.limit(iterations)) {
                Ending why = step();
                if (why != null) {
                    return why;
                }
            }
            return Ending.ITERATIONS;
        }

        /** Section 3 (bidiagonalisation), table 1 (rotations) and section 6 (when to stop) of the paper. */
        private Ending step() {
            try (Scope _ = Scope.open()) {
                double[] now = bidiagonalise();
                steps++;
                squaredNorm += alpha * alpha + now[0] * now[0] + damping * damping;
                beta = now[0];
                alpha = now[1];
                double rhoDamped = Math.hypot(rhoBar, damping);
                double psi = damping / rhoDamped * phiBar;
                phiBar *= rhoBar / rhoDamped;
                double rho = Math.hypot(rhoDamped, beta);
                double c = rhoDamped / rho;
                double s = beta / rho;
                double phi = c * phiBar;
                phiBar *= s;
                move(phi / rho, s * alpha / rho);
                rhoBar = -c * alpha;
                squaredInverse += now[2] / (rho * rho);
                squaredPsi += psi * psi;
                double residual = Math.hypot(phiBar, Math.sqrt(squaredPsi));
                return ending(residual, alpha * Math.abs(s * phi), Math.sqrt(now[3]));
            }
        }

        /** beta u = A v - alpha u, alpha v = A^T u - beta v; beta, alpha, |w|^2 and |x|^2 in one read. */
        private double[] bidiagonalise() {
            u.set(X.sub(Y.mul(Z)), system.a().apply(v.value()), alphaHere.value(), u.value());
            Tensor betaHere = u.value().norm();
            u.set(X, LinearSystem.normalised(u.value(), betaHere));
            v.set(X.sub(Y.mul(Z)), system.a().applyTransposed(u.value()), betaHere, v.value());
            alphaHere.set(X, v.value().norm());
            v.set(X, LinearSystem.normalised(v.value(), alphaHere.value()));
            double[] now = LinearSystem.read(betaHere, alphaHere.value(), w.value().dot(w.value()), x.value().dot(x.value()));
            for (double number : now) {
                system.finite(number, "a product with the operator gave");
            }
            return now;
        }

        /** x += t w, w = v - theta w. */
        private void move(double t, double theta) {
            Tensor both = Tensor.of(new double[] {t, theta}).to(system.a().device()).to(system.a().dtype());
            x.set(X.add(Y.mul(Z)), x.value(), both.select(0, 0), w.value());
            w.set(X.sub(Y.mul(Z)), v.value(), both.select(0, 1), w.value());
        }

        private Ending ending(double residual, double gradient, double solution) {
            double norm = Math.sqrt(squaredNorm);
            double a = Math.max(atol, epsilon);
            if (residual <= Math.max(btol, epsilon) * system.size() + a * norm * solution) {
                return Ending.CONVERGED;
            }
            if (gradient <= a * norm * residual) {
                return Ending.LEAST_SQUARES;
            }
            double condition = norm * Math.sqrt(squaredInverse);
            return condition >= Math.min(conlim, 1 / epsilon) ? Ending.ILL_CONDITIONED : null;
        }
    }
}
