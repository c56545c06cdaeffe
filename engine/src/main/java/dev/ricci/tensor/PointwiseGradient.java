package dev.ricci.tensor;

import dev.ricci.formula.Apply;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import java.util.List;

/**
 * The gradient of one input of a formula: g df/dx_i over just those tensors that it needs. It is derived when it is first asked for: by
 * some arguments of some functions there is none, and asking for that is an error of its own.
 */
final class PointwiseGradient {
    private final Formula of;
    private final int inputs;
    private final int input;
    private final boolean resultAtHand;
    private volatile Derived derived;

    /** The formula over the tensors with the numbers used. */
    private record Derived(Formula formula, int[] used) {}

    private PointwiseGradient(Formula of, int inputs, int input, boolean resultAtHand) {
        this.of = of;
        this.inputs = inputs;
        this.input = input;
        this.resultAtHand = resultAtHand;
    }

    /**
     * For every input. Numbered beyond the inputs come g and, where the result is at hand, the result itself: a derivative that
     * contains f, as that of exp or tanh does, reads it instead of computing it again.
     */
    static PointwiseGradient[] of(Formula f, int inputs, boolean resultAtHand) {
        PointwiseGradient[] all = new PointwiseGradient[inputs];
        for (int i = 0; i < inputs; i++) {
            all[i] = new PointwiseGradient(f, inputs, i, resultAtHand);
        }
        return all;
    }

    private Derived derive() {
        Formula d = of.derivative(input);
        if (resultAtHand && of instanceof Apply) {
            d = d.replace(of, Formula.input(inputs + 1));
        }
        Formula whole = times(Formula.input(inputs), d);
        List<Integer> used = whole.inputs();
        Formula renumbered = whole.substitute(x -> Formula.input(used.indexOf(((Formula.Input) x).index())));
        return new Derived(renumbered, used.stream().mapToInt(Integer::intValue).toArray());
    }

    /** g d, where a choice of 0 is 0 even if g is infinite or NaN: so relu, where and clamp keep such a g from what was not chosen. */
    private static Formula times(Formula g, Formula d) {
        boolean chooses = d instanceof Apply f && f.op() == ScalarOp.SELECT;
        return chooses ? ((Apply) d).argument(0).select(times(g, ((Apply) d).argument(1)), times(g, ((Apply) d).argument(2))) : g.mul(d);
    }

    /** In the shape and type of x; null where the derivative is 0 everywhere. */
    Tensor at(Tensor[] in, Tensor g, Tensor result, Tensor x) {
        Derived d = derived;
        if (d == null) {
            d = derive();
            derived = d;
        }
        if (d.formula instanceof Formula.Constant) {
            return null;
        }
        if (d.formula instanceof Formula.Input) {
            return Pointwise.sumTo(g, x.shape()).to(x.dtype());
        }
        Tensor[] arguments = new Tensor[d.used.length];
        for (int k = 0; k < d.used.length; k++) {
            int i = d.used[k];
            arguments[k] = i < inputs ? in[i] : i == inputs ? g : result;
        }
        return Pointwise.of(d.formula).sum(x.dtype(), x.shape(), arguments);
    }
}
