package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/**
 * Steps by the running mean of gradients over the root of that of their squares, both corrected for beginning at 0 (Kingma and Ba
 * 2015, algorithm 1): m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and
 * w - rate / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon).
 *
 * <p>With decay the weights also shrink by 1 - rate decay before each step, apart from the gradient: AdamW (Loshchilov and Hutter
 * 2019). A penalty in the gradient is the optimizer's {@link Penalty}.
 *
 * @param beta1   from 0 to below 1
 * @param beta2   from 0 to below 1
 * @param epsilon above 0
 * @param decay   AdamW's weight decay; 0 is Adam
 */
public record Adam(double beta1, double beta2, double epsilon, double decay) implements UpdateRule {
    public Adam {
        Ranges.fraction("adam: beta1", beta1);
        Ranges.fraction("adam: beta2", beta2);
        Ranges.positive("adam: epsilon", epsilon);
        Ranges.notNegative("adam: decay", decay);
    }

    /** PyTorch's defaults for Adam: 0.9, 0.999, 1e-8. */
    public Adam() {
        this(0.9, 0.999, 1e-8, 0);
    }

    /** PyTorch's AdamW, whose default decay is 1e-2. */
    public static Adam decoupled(double decay) {
        return new Adam(0.9, 0.999, 1e-8, decay);
    }

    @Override
    public String name() {
        return decay == 0 ? "adam" : "adamw";
    }

    @Override
    public double learningRate() {
        return 1e-3;
    }

    @Override
    public List<Moment> moments() {
        return List.of(new Moment("mean", 0), new Moment("square", 0));
    }

    @Override
    public List<Double> bases() {
        return List.of(beta1, beta2);
    }

    /** The step's size, what sqrt(v) is multiplied by, and what is left of a weight: no division by a scalar remains in the pass. */
    @Override
    public List<Formula> scalars(Formula rate, List<Formula> powers) {
        Formula one = Formula.of(1);
        Formula size = rate.div(one.sub(powers.get(0)));
        Formula root = one.div(one.sub(powers.get(1)).sqrt());
        return decay == 0 ? List.of(size, root) : List.of(size, root, one.sub(rate.mul(decay)));
    }

    @Override
    public List<Formula> update(Symbols s) {
        Formula g = s.gradient();
        Formula mean = s.moments().get(0).mul(beta1).add(g.mul(1 - beta1));
        Formula square = s.moments().get(1).mul(beta2).add(g.mul(g).mul(1 - beta2));
        Formula step = s.scalars().get(0).mul(mean).div(square.sqrt().mul(s.scalars().get(1)).add(epsilon));
        Formula left = decay == 0 ? s.weight() : s.weight().mul(s.scalars().get(2));
        return List.of(left.sub(step), mean, square);
    }
}
