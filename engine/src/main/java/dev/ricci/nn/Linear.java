package dev.ricci.nn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** x W^T + b with the weight W of shape [outputs, inputs] and the bias b of shape [outputs], as PyTorch lays them out. */
public final class Linear implements Layer {
    private static final Formula ADD = X.add(Y);

    private final Parameter weight;
    private final Parameter bias;

    /** The weight drawn by an initializer, the bias zero. */
    public Linear(int inputs, int outputs, DType dtype, Initializer initializer, Generator generator) {
        this(drawn(initializer, dtype, generator, outputs, inputs), drawn(Initializers.zeros(), dtype, generator, outputs));
    }

    private static Parameter drawn(Initializer initializer, DType dtype, Generator generator, int... shape) {
        try (Scope _ = Scope.open()) {
            return new Parameter(initializer.draw(generator, dtype, shape));
        }
    }

    /** Over existing parameters. */
    public Linear(Parameter weight, Parameter bias) {
        Check.rank("linear weight", weight.shape(), 2, 2);
        Check.rank("linear bias", bias.shape(), 1, 1);
        Check.sameLength("linear", "the rows of the weight and the length of the bias", weight.shape()[0], bias.shape()[0]);
        this.weight = weight;
        this.bias = bias;
    }

    public int inputs() {
        return weight.shape()[1];
    }

    public int outputs() {
        return weight.shape()[0];
    }

    /** [.., inputs] to [.., outputs]. */
    @Override
    public Tensor forward(Tensor x, Mode mode) {
        return product(ADD, x);
    }

    /** This followed by an activation, which is computed in the same pass as the addition of the bias. */
    Layer then(Activation next) {
        Formula whole = next.formula().substitute(_ -> ADD);
        return (x, _) -> product(whole, x);
    }

    /** f of the product and the bias. */
    private Tensor product(Formula f, Tensor x) {
        Check.rank("linear", x.shape(), 2, Integer.MAX_VALUE);
        Check.sameLength("linear", "the last axis of x and the inputs of the layer", x.size(-1), inputs());
        return Tensor.map(f, x.matmul(weight.value().t()), bias.value());
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
        return "linear " + inputs() + " to " + outputs();
    }
}
