package dev.ricci.nn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each row along the last axis normalised to mean 0 and variance 1, then times a learnt gain plus a learnt shift (Ba, Kiros, Hinton
 * 2016). The gain begins as 1, the shift as 0; their names are weight and bias, as in PyTorch.
 */
public final class LayerNorm implements Layer {
    /** What PyTorch adds to the variance if nothing else is said. */
    public static final double EPSILON = 1e-5;

    private final Parameter weight;
    private final Parameter bias;
    private final double epsilon;

    /** For rows of a length, with the usual epsilon. */
    public LayerNorm(int size, DType dtype) {
        this(full(dtype, 1, size), full(dtype, 0, size), EPSILON);
    }

    private static Parameter full(DType dtype, double value, int size) {
        try (Scope _ = Scope.open()) {
            return new Parameter(Tensor.full(dtype, value, size));
        }
    }

    /** Over existing parameters of equal length. */
    public LayerNorm(Parameter weight, Parameter bias, double epsilon) {
        Check.rank("layerNorm weight", weight.shape(), 1, 1);
        Check.rank("layerNorm bias", bias.shape(), 1, 1);
        Check.sameLength("layerNorm", "the lengths of weight and bias", weight.shape()[0], bias.shape()[0]);
        Check.epsilon("layerNorm", epsilon);
        this.weight = weight;
        this.bias = bias;
        this.epsilon = epsilon;
    }

    /** The length of the rows. */
    public int size() {
        return weight.shape()[0];
    }

    public double epsilon() {
        return epsilon;
    }

    /** [.., size] to the same shape. */
    @Override
    public Tensor forward(Tensor x, Mode mode) {
        return x.layerNorm(weight.value(), bias.value(), epsilon);
    }

    @Override
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        all.put("weight", weight);
        all.put("bias", bias);
        return all;
    }

    @Override
    public String describe() {
        return "layerNorm " + size();
    }
}
