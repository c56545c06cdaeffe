package dev.ricci.optim;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that change from step to step, on the device: the learning rate, running powers, and what the rule makes of them.
 *
 * <p>Rate and powers are float64, since 1 - 0.999 in float32 would already have lost four digits.
 */
final class StepScalars {
    private final Parameter rate;
    private final List<Parameter> powers = new ArrayList<>();
    private final List<Parameter> results = new ArrayList<>();
    private final Parameter[] targets;
    private final Formula[] formulas;
    private double learningRate;

    /** In one pass: the rate stays, the powers grow by one factor, the results come from both. */
    StepScalars(UpdateRule rule, Backend device, DType dtype, double learningRate) {
        List<Formula> grown = new ArrayList<>();
        for (double base : rule.bases()) {
            grown.add(Formula.input(grown.size() + 1).mul(base));
            powers.add(scalar(device, DType.FLOAT64, 1));
        }
        List<Formula> made = rule.scalars(Formula.input(0), grown);
        made.forEach(_ -> results.add(scalar(device, dtype, 0)));
        this.rate = scalar(device, DType.FLOAT64, 0);

        List<Parameter> all = new ArrayList<>(List.of(rate));
        all.addAll(powers);
        all.addAll(results);
        this.targets = all.toArray(Parameter[]::new);
        List<Formula> each = new ArrayList<>(List.of(Formula.input(0)));
        each.addAll(grown);
        each.addAll(made);
        this.formulas = each.toArray(Formula[]::new);
        learningRate(learningRate);
    }

    private static Parameter scalar(Backend device, DType dtype, double value) {
        try (Scope _ = Scope.open()) {
            return new Parameter(Tensor.scalar(dtype, value).to(device));
        }
    }

    int count() {
        return results.size();
    }

    /** Goes on by one step. */
    void advance() {
        Parameter.updateAll(formulas, targets);
    }

    List<Tensor> values() {
        return results.stream().map(Parameter::value).toList();
    }

    double learningRate() {
        return learningRate;
    }

    void learningRate(double value) {
        Ranges.notNegative("learning rate", value);
        if (value != learningRate) {
            try (Scope _ = Scope.open()) {
                rate.set(Tensor.of(new double[] {value}).to(rate.view().backend()));
            }
            learningRate = value;
        }
    }

    Map<String, Parameter> state() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (int i = 0; i < powers.size(); i++) {
            all.put("power." + i, powers.get(i));
        }
        return all;
    }
}
