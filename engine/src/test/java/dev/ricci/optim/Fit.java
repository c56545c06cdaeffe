package dev.ricci.optim;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.nn.Losses;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A linear fit of four points, the problem that PyTorch's optimizers were run on for the stored values. */
final class Fit {
    private static final double[] X = {0.5, -1.0, 2.0, 1.5, 0.3, -0.7, -0.2, 0.8, 1.1, 0.9, -0.4, 0.6};
    private static final double[] Y = {1.0, -2.0, 0.5, 3.0};

    final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Parameter weight;
    private final Parameter bias;
    private final Tensor x;
    private final Tensor y;

    Fit(DType dtype) {
        weight = new Parameter(Tensor.of(new double[] {0.3, -0.6, 0.9}, 3, 1).to(dtype));
        bias = new Parameter(Tensor.of(new double[] {0.1}, 1).to(dtype));
        parameters.put("weight", weight);
        parameters.put("bias", bias);
        x = Tensor.of(X, 4, 3).to(dtype);
        y = Tensor.of(Y, 4, 1).to(dtype);
    }

    Tensor loss() {
        return Losses.meanSquaredError(x.matmul(weight.value()).add(bias.value()), y);
    }

    void steps(Optimizer optimizer, int n) {
        for (int i = 0; i < n; i++) {
            optimizer.step(Gradients.of(loss()));
        }
    }

    double[] values() {
        double[] w = weight.value().toDoubles();
        return new double[] {w[0], w[1], w[2], bias.value().item()};
    }
}
