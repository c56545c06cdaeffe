package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/** Stochastic gradient descent (Robbins and Monro 1951): w - rate g. */
public record Sgd() implements UpdateRule {
    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public double learningRate() {
        return 1e-3;
    }

    @Override
    public List<Formula> update(Symbols s) {
        return List.of(s.weight().sub(s.scalars().getFirst().mul(s.gradient())));
    }
}
