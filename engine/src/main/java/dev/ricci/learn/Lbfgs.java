package dev.ricci.learn;


import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/**
 * Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5).
 *
 * <p>Steps are chosen by bisection until both weak Wolfe conditions hold (Lewis and Overton 2013, algorithm 2.6).
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST_TRIALS = 40;

    /** Where it ended, after how many steps, and whether the gradient was small. */
    record Result(Tensor at, int iterations, boolean converged) {}

    /** A place with its value and gradient. */
    private record Point(Tensor at, double value, Tensor gradient) {}

    /** A step taken and the change of the gradient along it. */
    private record Pair(Tensor step, Tensor change, double curvature) {}

    private final UnaryOperator<Tensor> loss;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    private Lbfgs(UnaryOperator<Tensor> loss) {
        this.loss = loss;
    }

    static Result minimize(UnaryOperator<Tensor> loss, Tensor start, int iterations, double tolerance) {
        return new Lbfgs(loss).run(start, iterations, tolerance);
    }

    private Result run(Tensor start, int iterations, double tolerance) {
        Point p = evaluate(start);
        for (int i = 0; i < iterations; i++) {
            if (largest(p.gradient) <= tolerance) {
                return new Result(p.at, i, true);
            }
            Tensor direction = direction(p.gradient);
            Point next = search(p, direction, pairs.isEmpty() ? Math.min(1, 1 / largest(p.gradient)) : 1);
            if (next == null) { // rounding leaves nothing to gain
                return new Result(p.at, i, false);
            }
            remember(p, next);
            p = next;
        }
        return new Result(p.at, iterations, largest(p.gradient) <= tolerance);
    }

    private Point evaluate(Tensor at) {
        try (Scope scope = Scope.open()) {
            Tensor x = at.wanted();
            Tensor y = loss.apply(x);
            Tensor gradient = Gradients.of(y).get(x).contiguous();
            return new Point(at, y.item(), scope.keep(gradient));
        }
    }

    /** The two-loop recursion: minus the inverse Hessian, as the pairs know it, times the gradient. */
    private Tensor direction(Tensor gradient) {
        Tensor q = gradient;
        double[] alpha = new double[pairs.size()];
        int i = alpha.length;
        for (Iterator<Pair> it = pairs.descendingIterator(); it.hasNext(); ) {
            Pair p = it.next();
            alpha[--i] = p.step.dot(q).item() / p.curvature;
            q = q.sub(p.change.mul(alpha[i]));
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.peekLast();
            q = q.mul(last.curvature / last.change.dot(last.change).item());
        }
        for (Pair p : pairs) {
            double beta = p.change.dot(q).item() / p.curvature;
            q = q.add(p.step.mul(alpha[i++] - beta));
        }
        return q.neg();
    }

    private Point search(Point from, Tensor direction, double first) {
        double slope = from.gradient.dot(direction).item();
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double t = first;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            Point p = evaluate(from.at.add(direction.mul(t)));
            if (!(p.value <= from.value + DECREASE * t * slope)) {
                high = t;
            } else if (p.gradient.dot(direction).item() < CURVATURE * slope) {
                low = t;
            } else {
                return p;
            }
            t = Double.isInfinite(high) ? 2 * low : (low + high) / 2;
        }
        return null;
    }

    private void remember(Point from, Point to) {
        Tensor step = to.at.sub(from.at);
        Tensor change = to.gradient.sub(from.gradient);
        double curvature = step.dot(change).item();
        if (curvature > 0) {
            pairs.addLast(new Pair(step, change, curvature));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeFirst();
        }
    }

    private static double largest(Tensor x) {
        return x.abs().max().item();
    }
}
