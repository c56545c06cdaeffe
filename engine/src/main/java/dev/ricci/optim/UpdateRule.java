package dev.ricci.optim;

import dev.ricci.formula.Formula;
import java.util.List;

/**
 * How one weight follows its gradient, as formulas: an {@link Optimizer} runs them over whole parameters, one pass each.
 *
 * <p>Before the parameters come the scalars, computed once a step in float64 on the device.
 */
public interface UpdateRule {
    /**
     * A number kept beside each weight.
     *
     * @param name    under which it is saved
     * @param initial its value before the first step
     */
    record Moment(String name, double initial) {}

    /**
     * What the formulas of {@link #update} are made from.
     *
     * @param weight   the old weight
     * @param gradient after clipping, with the penalties added
     * @param moments  the old moments
     * @param scalars  as {@link #scalars} gave them
     */
    record Symbols(Formula weight, Formula gradient, List<Formula> moments, List<Formula> scalars) {}

    /** How it is chosen. */
    String name();

    /** The learning rate where none is given. */
    double learningRate();

    /** What is kept beside each weight. */
    default List<Moment> moments() {
        return List.of();
    }

    /** Numbers whose powers the scalars want: of each, its power to the number of steps is kept. */
    default List<Double> bases() {
        return List.of();
    }

    /** What the update needs of the learning rate and of the powers, this step's included. */
    default List<Formula> scalars(Formula rate, List<Formula> powers) {
        return List.of(rate);
    }

    /** The new weight, then the new moments. */
    List<Formula> update(Symbols s);
}
