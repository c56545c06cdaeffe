package dev.ricci.autograd;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;

/**
 * Gradients compared with central differences in float64.
 *
 * @param error   the largest |gradient - difference| / max(1, |gradient|, |difference|)
 * @param input   which input it was found at
 * @param element the element of that input, row-major
 */
public record GradientCheck(double error, int input, int element) {
    /** The step that balances truncation (h^2) against rounding (eps / h) for central differences. */
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    /** Compares the gradient of sum(f(inputs) * fixed weights) at every element of every input. Inputs must be float64. */
    public static GradientCheck of(Function<Tensor[], Tensor> f, Tensor... inputs) {
        Tensor[] wanted = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            Check.dtype("GradientCheck", inputs[i].dtype(), DType.FLOAT64);
            wanted[i] = inputs[i].wanted();
        }
        Tensor result = f.apply(wanted);
        double[] weights = weights((int) result.size());
        // a result without history does not depend on the inputs: its gradient is zero, and so must the differences be
        Gradients gradients = result.isTracked() ? Gradients.of(result, Tensor.of(weights, result.shape())) : null;
        GradientCheck worst = new GradientCheck(0, -1, -1);
        for (int i = 0; i < inputs.length; i++) {
            double[] analytic = gradients == null ? new double[(int) wanted[i].size()] : gradients.get(wanted[i]).toDoubles();
            for (int e = 0; e < analytic.length; e++) {
                double difference = difference(f, inputs, i, e, weights);
                double size = Math.max(1, Math.max(Math.abs(analytic[e]), Math.abs(difference)));
                double error = Math.abs(analytic[e] - difference) / size;
                if (!(error <= worst.error)) {
                    worst = new GradientCheck(error, i, e);
                }
            }
        }
        return worst;
    }

    /** Weights that differ from element to element, so that errors cannot cancel. */
    private static double[] weights(int n) {
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = 0.5 + Math.sin(i + 1.0);
        }
        return w;
    }

    private static double difference(Function<Tensor[], Tensor> f, Tensor[] inputs, int input, int element, double[] weights) {
        double x = inputs[input].toDoubles()[element];
        double h = STEP * Math.max(1, Math.abs(x));
        double above = at(f, inputs, input, element, x + h, weights);
        double below = at(f, inputs, input, element, x - h, weights);
        return (above - below) / (2 * h);
    }

    private static double at(Function<Tensor[], Tensor> f, Tensor[] inputs, int input, int element, double value, double[] weights) {
        Tensor[] moved = inputs.clone();
        double[] values = inputs[input].toDoubles();
        values[element] = value;
        moved[input] = Tensor.of(values, inputs[input].shape());
        double[] y = f.apply(moved).toDoubles();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * weights[i];
        }
        return sum;
    }
}
