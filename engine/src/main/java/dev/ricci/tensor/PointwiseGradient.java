package dev.ricci.tensor;

import dev.ricci.formula.Apply;
import dev.ricci.formula.Formula;
import java.util.List;

/** The gradient of one input of a formula: g df/dx_i over just those tensors that it needs. */
final class PointwiseGradient {
    private final Formula formula;
    private final int inputs;
    private final int[] used;

    private PointwiseGradient(Formula formula, int inputs, int[] used) {
        this.formula = formula;
        this.inputs = inputs;
        this.used = used;
    }

    /**
     * For every input. Numbered beyond the inputs come g and, where the result is at hand, the result itself: a derivative that
     * contains f, as that of exp or tanh does, reads it instead of computing it again.
     */
    static PointwiseGradient[] of(Formula f, int inputs, boolean resultAtHand) {
        PointwiseGradient[] all = new PointwiseGradient[inputs];
        for (int i = 0; i < inputs; i++) {
            Formula d = f.derivative(i);
            if (resultAtHand && f instanceof Apply) {
                d = d.replace(f, Formula.input(inputs + 1));
            }
            Formula whole = Formula.input(inputs).mul(d);
            List<Integer> used = whole.inputs();
            Formula renumbered = whole.substitute(x -> Formula.input(used.indexOf(((Formula.Input) x).index())));
            all[i] = new PointwiseGradient(renumbered, inputs, used.stream().mapToInt(Integer::intValue).toArray());
        }
        return all;
    }

    /** In the shape and type of x; null where the derivative is 0 everywhere. */
    Tensor at(Tensor[] in, Tensor g, Tensor result, Tensor x) {
        if (formula instanceof Formula.Constant) {
            return null;
        }
        if (formula instanceof Formula.Input) {
            return Pointwise.sumTo(g, x.shape()).to(x.dtype());
        }
        Tensor[] arguments = new Tensor[used.length];
        for (int k = 0; k < used.length; k++) {
            int i = used[k];
            arguments[k] = i < inputs ? in[i] : i == inputs ? g : result;
        }
        return Pointwise.of(formula).sum(x.dtype(), x.shape(), arguments);
    }
}
