package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/**
 * Steps divided by the root of the sum of all squared gradients (Duchi, Hazan, Singer 2011): s = s + g^2, w - rate g / (sqrt(s) + epsilon).
 *
 * @param epsilon above 0
 * @param initial the sum before the first step
 */
public record Adagrad(double epsilon, double initial) implements UpdateRule {
    public Adagrad {
        Ranges.positive("adagrad: epsilon", epsilon);
        Ranges.notNegative("adagrad: initial sum", initial);
    }

    /** PyTorch's defaults: 1e-10 and 0. */
    public Adagrad() {
        this(1e-10, 0);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public double learningRate() {
        return 1e-2;
    }

    @Override
    public List<Moment> moments() {
        return List.of(new Moment("sum", initial));
    }

    @Override
    public List<Formula> update(Symbols s) {
        Formula g = s.gradient();
        Formula sum = s.moments().getFirst().add(g.mul(g));
        Formula step = g.div(sum.sqrt().add(epsilon));
        return List.of(s.weight().sub(s.scalars().getFirst().mul(step)), sum);
    }
}
