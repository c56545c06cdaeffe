package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FiniteTest {
    private static Tensor vector(double... v) {
        return Tensor.of(v, v.length);
    }

    private static void failure(String expected, Tensor loss) {
        String message = assertThrows(NumericalFailure.class, () -> Gradients.checked(loss)).getMessage();
        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void theFirstOperationThatMadeANaNIsNamed() {
        Tensor x = Tensor.of(new double[] {1, 2, -3, 4}, 2, 2).wanted();
        failure("log: its inputs are finite, but of its result of shape [2, 2] 1 of 4 elements are NaN or infinite, the first NaN at [1, 0],"
                + " made of -3", x.log().mul(2).exp().sum());
        failure("div: its inputs are finite, but of its result of shape [2, 2] 1 of 4 elements are NaN or infinite, the first -Infinity"
                + " at [1, 0], made of -3, 0", x.div(vector(1, 1, 0, 1).reshape(2, 2)).sum());
    }

    @Test
    void aGradientThatIsNotFiniteIsNamedWithTheInput() {
        Tensor x = vector(4, 0, 9).wanted();
        failure("gradient of sqrt for input 0 of shape [3]: 1 of 3 elements are NaN or infinite, the first Infinity at [1], though that of"
                + " its result is finite; the input there is 0", x.sqrt().sum());
        // the gradient of the length at 0 is 0 / 0
        failure("gradient of sqrt for input 0 of shape [", vector(0, 0).wanted().square().sum().sqrt());
    }

    @Test
    void itLooksIntoPartsThatAreComputedAgain() {
        Tensor x = vector(0, 4).wanted();
        failure("gradient of sqrt for input 0 of shape [2]: 1 of 2 elements", Recompute.of(Tensor::sqrt, x).sum());
    }

    @Test
    void aBadStartIsNamed() {
        failure("gradient: the loss was made from a tensor of shape [2] of which 1 of 2 elements are NaN", vector(1, Double.NaN).wanted().sum());
        failure("gradient: the loss was made from a parameter of shape [1]", new Parameter(vector(Double.NaN)).value().exp().sum());
    }

    @Test
    void anInfinityThatDoesNoHarmPasses() {
        Tensor x = vector(1, 2, 3).wanted();
        Tensor masked = vector(0, Double.NEGATIVE_INFINITY, 0).add(x).softmax(0);
        Tensor loss = masked.square().sum();
        double[] expected = Gradients.withHistory(loss).get(x).toDoubles();
        assertArrayEquals(expected, Gradients.checked(loss).get(x).toDoubles(), 1e-15);
    }

    @Test
    void thePropertyMakesAllWalksLook() {
        System.setProperty("ricci.gradients.check", "nan");
        try {
            Tensor loss = vector(0).wanted().sqrt().sum();
            assertThrows(NumericalFailure.class, () -> Gradients.of(loss));
            assertThrows(NumericalFailure.class, () -> Gradients.withHistory(vector(0).wanted().sqrt().sum()));
        } finally {
            System.clearProperty("ricci.gradients.check");
        }
        Gradients.of(vector(0).wanted().sqrt().sum());
    }
}
