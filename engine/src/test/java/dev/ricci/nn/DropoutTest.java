package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int N = 20_000;

    @Test
    void keepsTheMeanAndDropsTheShare() {
        double p = 0.3;
        float[] y = new Dropout(p, 7).forward(Tensor.ones(N), Mode.TRAINING).toFloats();
        int dropped = 0;
        for (float v : y) {
            assertTrue(v == 0 || v == (float) (1 / (1 - p)), "element " + v);
            dropped += v == 0 ? 1 : 0;
        }
        double deviation = Math.sqrt(p * (1 - p) / N);
        assertEquals(p, dropped / (double) N, 4 * deviation);
    }

    @Test
    void thePassThatDropsAlsoDropsTheGradient() {
        Tensor x = Tensor.ones(100).wanted();
        Tensor y = new Dropout(0.5, 3).forward(x, Mode.TRAINING);
        float[] values = y.toFloats();
        assertArrayEquals(values, Gradients.of(y.sum()).get(x).toFloats());
    }

    @Test
    void theSameSeedDropsTheSameAndGoesOnAtASavedPosition() {
        Dropout a = new Dropout(0.5, 11);
        Dropout b = new Dropout(0.5, 11);
        Tensor x = Tensor.ones(1001);
        float[] first = a.forward(x, Mode.TRAINING).toFloats();
        assertArrayEquals(first, b.forward(x, Mode.TRAINING).toFloats());
        float[] second = a.forward(x, Mode.TRAINING).toFloats();
        assertFalse(java.util.Arrays.equals(first, second));
        Dropout c = new Dropout(0.5, 99);
        Generator saved = b.generators().get("generator");
        c.generators().get("generator").restore(saved.seed(), saved.position());
        assertArrayEquals(second, c.forward(x, Mode.TRAINING).toFloats());
    }

    @Test
    void isNothingInEvaluationAndAtZero() {
        Tensor x = Tensor.ones(5);
        assertSame(x, new Dropout(0.5, 1).forward(x, Mode.EVALUATION));
        assertSame(x, new Dropout(0, 1).forward(x, Mode.TRAINING));
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Dropout(Double.NaN, 1));
    }
}
