package dev.ricci.train;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Losses and hits summed up on the device, so that no step waits for the host. */
final class Meter {
    private static final Formula TOTAL = input(0);
    private static final Formula HITS = input(1);
    private static final Formula STEPS = input(2);
    private static final Formula BAD = input(3);
    private static final Formula LOSS = input(4);
    private static final Formula HIT = input(5);
    private static final Formula IS_FINITE = LOSS.sub(LOSS).equal(of(0));

    private final Parameter total;
    private final Parameter hits;
    private final Parameter steps;
    private final Parameter firstBad;
    private int lastSamples = -1;
    private Formula[] next; // kept, since devices find a formula they know fastest by identity

    /**
     * What was read from the device.
     *
     * @param total the sum over samples of the loss
     * @param hits  how many predictions were right
     * @param bad   the first step, from 1, whose loss was no finite number; 0 for none
     */
    record Reading(double total, double hits, long bad) {}

    Meter(Backend device) {
        total = zero(device);
        hits = zero(device);
        steps = zero(device);
        firstBad = zero(device);
    }

    private static Parameter zero(Backend device) {
        try (Scope _ = Scope.open()) {
            return new Parameter(Tensor.scalar(DType.FLOAT64, 0).to(device));
        }
    }

    void reset() {
        for (Parameter p : state().values()) {
            p.update(of(0));
        }
    }

    /** Adds a step: its mean loss over some samples, and how many of them were right, or null where nothing is right or wrong. */
    void add(Tensor loss, Tensor hit, int samples) {
        Tensor mean = loss.detach().reshape();
        Tensor[] in = hit == null ? new Tensor[] {mean} : new Tensor[] {mean, hit};
        if (samples != lastSamples) {
            lastSamples = samples;
            next = formulas(samples, hit != null);
        }
        Parameter.updateAll(next, new Parameter[] {total, hits, steps, firstBad}, in);
    }

    private static Formula[] formulas(int samples, boolean counting) {
        return new Formula[] {
            TOTAL.add(LOSS.mul(samples)),
            counting ? HITS.add(HIT) : HITS,
            STEPS.add(1),
            BAD.equal(of(0)).select(IS_FINITE.select(of(0), STEPS.add(1)), BAD)
        };
    }

    /** Waits for the device. */
    Reading read() {
        try (Scope _ = Scope.open()) {
            double[] v = Shaping.stack(0, total.value().detach(), hits.value().detach(), firstBad.value().detach()).toDoubles();
            return new Reading(v[0], v[1], (long) v[2]);
        }
    }

    /** All that it holds, by name, to be saved in the middle of an epoch. */
    Map<String, Parameter> state() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        all.put("total", total);
        all.put("hits", hits);
        all.put("steps", steps);
        all.put("bad", firstBad);
        return all;
    }
}
