package dev.ricci.optim;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves parameters along their gradients by an {@link UpdateRule}: one pass over each parameter and its moments a step.
 *
 * <pre>{@code
 * Optimizer optimizer = Optimizer.of(new Adam(), network.parameters());
 * Tensor loss = Losses.crossEntropy(network.forward(x, Mode.TRAINING), labels);
 * optimizer.step(Gradients.of(loss));
 * }</pre>
 *
 * <p>The learning rate and all that changes with the number of steps live on the device, and nothing is read back.
 */
public final class Optimizer {
    private final UpdateRule rule;
    private final Map<String, Parameter> parameters;
    private final List<Parameter[]> targets = new ArrayList<>(); // a parameter followed by its moments: what one pass changes
    private final StepScalars scalars;
    private final Clipping clipping;
    private final Formula[] update;

    /**
     * An optimizer before its first step.
     *
     * @param parameters by name, of one floating type and one device; one that occurs twice is updated once
     */
    public Optimizer(UpdateRule rule, Map<String, Parameter> parameters, double learningRate, Penalty penalty, Clipping clipping) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("optimizer: there are no parameters; give those of a network with layers that learn");
        }
        this.rule = rule;
        this.parameters = Distinct.of(parameters);
        this.clipping = clipping;
        Parameter first = parameters.values().iterator().next();
        Backend device = first.view().backend();
        Check.floating("optimizer", first.dtype());
        for (Parameter p : this.parameters.values()) {
            Check.dtype("optimizer (all parameters of one type)", p.dtype(), first.dtype());
            Check.sameDevice("optimizer", device, p.view().backend());
            targets.add(withMoments(p));
        }
        this.scalars = new StepScalars(rule, device, first.dtype(), learningRate);
        this.update = formulas(penalty);
    }

    /** With the rule's own learning rate, no penalty and no clipping. */
    public static Optimizer of(UpdateRule rule, Map<String, Parameter> parameters) {
        return of(rule, parameters, rule.learningRate());
    }

    /** Without penalty and clipping. */
    public static Optimizer of(UpdateRule rule, Map<String, Parameter> parameters, double learningRate) {
        return new Optimizer(rule, parameters, learningRate, Penalty.NONE, Clipping.NONE);
    }

    private Parameter[] withMoments(Parameter p) {
        List<Parameter> all = new ArrayList<>(List.of(p));
        try (Scope _ = Scope.open()) {
            for (UpdateRule.Moment m : rule.moments()) {
                all.add(new Parameter(p.value().detach().fullLike(m.initial())));
            }
        }
        return all.toArray(Parameter[]::new);
    }

    /** Inputs are numbered: the weight, its moments, the gradient, the scalars, and, where gradients are clipped by norm, its factor. */
    private Formula[] formulas(Penalty penalty) {
        int moments = rule.moments().size();
        Formula weight = Formula.input(0);
        Formula gradient = Formula.input(1 + moments);
        int end = 2 + moments + scalars.count();
        if (clipping.isByNorm()) {
            gradient = gradient.mul(Formula.input(end));
        }
        Formula whole = penalty.apply(clipping.byValue(gradient), weight);
        UpdateRule.Symbols symbols = new UpdateRule.Symbols(weight, whole, inputs(1, 1 + moments), inputs(2 + moments, end));
        return rule.update(symbols).toArray(Formula[]::new);
    }

    private static List<Formula> inputs(int from, int to) {
        List<Formula> inputs = new ArrayList<>();
        for (int i = from; i < to; i++) {
            inputs.add(Formula.input(i));
        }
        return inputs;
    }

    /** One step along the gradients of a loss. */
    public void step(Gradients gradients) {
        History.off(() -> {
            List<Tensor> all = parameters.values().stream().map(gradients::get).toList();
            scalars.advance();
            List<Tensor> others = new ArrayList<>(scalars.values());
            if (clipping.isByNorm()) {
                others.add(clipping.scale(all));
            }
            others.addFirst(null); // the place of the gradient
            for (int i = 0; i < all.size(); i++) {
                others.set(0, all.get(i));
                Parameter.updateAll(update, targets.get(i), others.toArray(Tensor[]::new));
            }
            return null;
        });
    }

    public UpdateRule rule() {
        return rule;
    }

    /** What is updated, by name. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    public double learningRate() {
        return scalars.learningRate();
    }

    /** The learning rate of the steps to come; cheap enough to be set before each. */
    public void learningRate(double rate) {
        scalars.learningRate(rate);
    }

    /** All that a later step depends on besides the parameters and the learning rate, by name: save and set it to go on exactly. */
    public Map<String, Parameter> state() {
        Map<String, Parameter> all = new LinkedHashMap<>(scalars.state());
        int i = 0;
        for (String name : parameters.keySet()) {
            Parameter[] own = targets.get(i++);
            for (int k = 1; k < own.length; k++) {
                all.put(rule.moments().get(k - 1).name() + "." + name, own[k]);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public String toString() {
        return rule + ", learning rate " + learningRate();
    }
}
