package dev.ricci.optim;

import dev.ricci.formula.Formula;

/**
 * What is added to every gradient so that weights stay small: l2 w, the gradient of l2/2 sum w^2 (PyTorch's weight_decay), and
 * l1 sign(w), that of l1 sum |w|. The loss that is reported stays without it.
 */
public record Penalty(double l1, double l2) {
    public static final Penalty NONE = new Penalty(0, 0);

    public Penalty {
        Ranges.notNegative("penalty: l1", l1);
        Ranges.notNegative("penalty: l2", l2);
    }

    Formula apply(Formula gradient, Formula weight) {
        return gradient.add(weight.mul(l2)).add(weight.sign().mul(l1));
    }
}
