package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.tensor.Key;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A key draws the same words for parameters that differ a little, so the gradient of a draw is that of an ordinary function. */
class DrawsGradientTest {
    private static final Key KEY = Key.of(3);

    private static void assertGradient(Function<Tensor[], Tensor> f, Tensor... in) {
        GradientCheck first = GradientCheck.of(f, in);
        assertTrue(first.error() < 1e-6, first::toString);
        GradientCheck second = GradientCheck.of(t -> {
            Tensor start = t[0].isTracked() ? t[0] : t[0].wanted();
            Tensor[] all = t.clone();
            all[0] = start;
            return Gradients.withHistory(f.apply(all).square().sum()).get(start);
        }, in);
        assertTrue(second.error() < 1e-5, second::toString);
    }

    private static Tensor row(double... values) {
        return Tensor.of(values, values.length);
    }

    @Test
    void byParameters() {
        assertGradient(t -> KEY.normal(t[0], t[1], 5, 3), row(-1, 0, 2), row(0.5, 1, 3));
        assertGradient(t -> KEY.uniform(t[0], t[1], 5, 3), row(-1, 0, 2), row(0.5, 1, 3));
        assertGradient(t -> KEY.exponential(t[0], 5, 3), row(0.5, 1, 3));
        assertGradient(t -> KEY.truncatedNormal(t[0], t[1], 5, 4), row(-1, 0.5, 3, -5), row(0.5, 1, 4, -3));
        assertGradient(t -> KEY.truncatedNormal(t[0], Tensor.scalar(t[0].dtype(), Double.POSITIVE_INFINITY), 5, 3), row(-1, 2, 12));
    }
}
