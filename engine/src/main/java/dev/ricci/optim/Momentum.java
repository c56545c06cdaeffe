package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/**
 * Descent along a decaying sum of gradients (Polyak 1964), PyTorch's SGD with momentum and dampening 0: v = momentum v + g, and
 * w - rate v; with nesterov (Sutskever et al. 2013, as PyTorch writes it) w - rate (g + momentum v).
 *
 * @param momentum from 0 to below 1
 * @param nesterov whether to look ahead
 */
public record Momentum(double momentum, boolean nesterov) implements UpdateRule {
    public Momentum {
        Ranges.fraction("momentum", momentum);
    }

    /** 0.9, without looking ahead. */
    public Momentum() {
        this(0.9, false);
    }

    @Override
    public String name() {
        return nesterov ? "nesterov" : "momentum";
    }

    @Override
    public double learningRate() {
        return 1e-3;
    }

    @Override
    public List<Moment> moments() {
        return List.of(new Moment("velocity", 0));
    }

    @Override
    public List<Formula> update(Symbols s) {
        Formula v = s.moments().getFirst().mul(momentum).add(s.gradient());
        Formula step = nesterov ? s.gradient().add(v.mul(momentum)) : v;
        return List.of(s.weight().sub(s.scalars().getFirst().mul(step)), v);
    }
}
