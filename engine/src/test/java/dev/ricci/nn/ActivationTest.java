package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against values computed with PyTorch 2.13 in float64. */
class ActivationTest {
    private static final double[] Z = {-3, -0.5, 0, 0.7, 2};

    private static final Map<String, double[]> EXPECTED = Map.of(
            "relu", new double[] {0, 0, 0, 0.7, 2},
            "leaky-relu", new double[] {-0.03, -0.005, 0, 0.7, 2},
            "elu", new double[] {-0.950212931632136, -0.3934693402873666, 0, 0.7, 2},
            "gelu", new double[] {-0.00404969409489031, -0.15426876936299344, 0, 0.5306254434438489, 1.9544997361036416},
            "silu", new double[] {-0.14227761953270035, -0.1887703343990727, 0, 0.46773144051771626, 1.7615941559557646},
            "tanh", new double[] {-0.9950547536867305, -0.46211715726000974, 0, 0.6043677771171635, 0.9640275800758169},
            "sigmoid", new double[] {0.04742587317756678, 0.3775406687981454, 0.5, 0.6681877721681662, 0.8807970779778823},
            "softplus", new double[] {0.04858735157374206, 0.4740769841801067, 0.6931471805599453, 1.103186048885458, 2.1269280110429727});

    @Test
    void valuesOfEveryNamedActivation() {
        assertEquals(EXPECTED.keySet(), java.util.Set.copyOf(Activation.names()));
        for (String name : Activation.names()) {
            double[] got = Activation.named(name).forward(Tensor.of(Z), Mode.EVALUATION).toDoubles();
            assertArrayEquals(EXPECTED.get(name), got, 1e-14, name);
        }
    }

    @Test
    void unknownNamesAndFormulasOfTwoInputsAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Activation.named("rleu"));
        assertTrue(e.getMessage().contains("did you mean 'relu'?"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Activation("sum", Formula.X.add(Formula.Y)));
    }
}
