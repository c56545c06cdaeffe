package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.formula.Formula;

/** Scores in float64 of which each is the largest with the probability that its weight has among all. */
enum Race {
    PROBABILITIES(Draw.EXPONENTIAL, of(0).lessEqual(Y).select(Y.div(X), of(Double.NaN))),
    LOGITS(Draw.GUMBEL, X.add(Y));

    private final Draw draw;
    private final Formula score;

    Race(Draw draw, Formula score) {
        this.draw = draw;
        this.score = score;
    }

    Tensor scores(DrawSource from, Tensor weights, int[] shape) {
        Tensor drawn = Sampling.draw(from, 0, draw, DType.FLOAT64, shape, weights.backend());
        return Pointwise.of(score).map(drawn, weights.detach());
    }
}
