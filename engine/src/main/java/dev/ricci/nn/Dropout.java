package dev.ricci.nn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Map;

/**
 * In training sets each element to 0 with a probability and divides the others by what is left of 1, so that the mean stays; in
 * evaluation gives back what it gets (Srivastava et al. 2014, the inverted form).
 */
public final class Dropout implements Layer {
    private final double probability;
    private final Formula formula;
    private final Generator generator;

    /** A probability from 0 to below 1; the same seed drops the same elements. */
    public Dropout(double probability, long seed) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("dropout: a probability from 0 to below 1, got " + probability);
        }
        this.probability = probability;
        this.formula = Y.less(of(probability)).select(of(0), X.mul(1 / (1 - probability)));
        this.generator = new Generator(seed);
    }

    public double probability() {
        return probability;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
        if (mode == Mode.EVALUATION || probability == 0) {
            return x;
        }
        return Tensor.map(formula, x, generator.uniform(DType.FLOAT32, x.shape()));
    }

    @Override
    public Map<String, Generator> generators() {
        return Map.of("generator", generator);
    }

    @Override
    public String describe() {
        return "dropout " + probability;
    }
}
