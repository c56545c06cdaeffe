package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ricci.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What was not chosen gets the gradient 0, though the one that comes is infinite or NaN, as in PyTorch. */
class UnchosenGradientsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double[] gradient(UnaryOperator<Tensor> f, double... coming) {
        Tensor x = Tensor.of(new double[] {-2, 3, -1, 0.5}).wanted();
        return Gradients.of(f.apply(x), Tensor.of(coming)).get(x).toDoubles();
    }

    @Test
    void choicesKeepNaNBack() {
        Tensor mask = Tensor.of(new boolean[] {false, true, false, true});
        double[] coming = {Double.NaN, 2, INFINITY, 5};
        double[] chosen = {0, 2, 0, 5};
        assertArrayEquals(chosen, gradient(Tensor::relu, coming));
        assertArrayEquals(chosen, gradient(x -> mask.where(x, Tensor.zeros(1)), coming));
        assertArrayEquals(chosen, gradient(x -> mask.not().where(x.detach(), x), coming));
        assertArrayEquals(chosen, gradient(x -> x.maskedFill(mask.not(), 7), coming));
        assertArrayEquals(new double[] {0, 0, INFINITY, 5}, gradient(x -> x.clamp(-1.5, 1), Double.NaN, -INFINITY, INFINITY, 5));
    }

    /** The gradient of log gamma is infinite or NaN at 0, where relu has brought the negative number. */
    @Test
    void whatFollowsReluDoesNotSpoilIt() {
        Tensor x = Tensor.of(new double[] {-0.5, 2}).wanted();
        double digammaOf2 = 0.42278433509846713939; // 1 - Euler's constant
        assertArrayEquals(new double[] {0, digammaOf2}, Gradients.of(x.relu().logGamma().sum()).get(x).toDoubles(), 1e-15);
    }
}
