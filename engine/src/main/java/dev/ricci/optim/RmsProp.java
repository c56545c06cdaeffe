package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/**
 * Steps divided by the root of the running mean of squared gradients (Tieleman and Hinton 2012), as PyTorch's RMSprop:
 * v = decay v + (1 - decay) g^2, d = g / (sqrt(v) + epsilon), and w - rate d; with momentum b = momentum b + d, and w - rate b.
 *
 * @param decay    of the running mean, from 0 to below 1
 * @param epsilon  above 0
 * @param momentum from 0, none, to below 1
 */
public record RmsProp(double decay, double epsilon, double momentum) implements UpdateRule {
    public RmsProp {
        Ranges.fraction("rmsprop: decay", decay);
        Ranges.positive("rmsprop: epsilon", epsilon);
        Ranges.fraction("rmsprop: momentum", momentum);
    }

    /** PyTorch's defaults: 0.99, 1e-8, 0. */
    public RmsProp() {
        this(0.99, 1e-8, 0);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public double learningRate() {
        return 1e-2;
    }

    @Override
    public List<Moment> moments() {
        Moment square = new Moment("square", 0);
        return momentum == 0 ? List.of(square) : List.of(square, new Moment("velocity", 0));
    }

    @Override
    public List<Formula> update(Symbols s) {
        Formula g = s.gradient();
        Formula rate = s.scalars().getFirst();
        Formula square = s.moments().getFirst().mul(decay).add(g.mul(g).mul(1 - decay));
        Formula step = g.div(square.sqrt().add(epsilon));
        if (momentum == 0) {
            return List.of(s.weight().sub(rate.mul(step)), square);
        }
        Formula velocity = s.moments().get(1).mul(momentum).add(step);
        return List.of(s.weight().sub(rate.mul(velocity)), square, velocity);
    }
}
