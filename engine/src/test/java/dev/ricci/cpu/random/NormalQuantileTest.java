package dev.ricci.cpu.random;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
    /** The first three are the test values in Wichura's paper; the others are standard critical values to 16 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.25, -0.6744897501960817",
        "0.001, -3.090232306167813",
        "1e-20, -9.262340089798408",
        "0.5, 0",
        "0.75, 0.6744897501960817",
        "0.9, 1.2815515655446004",
        "0.95, 1.6448536269514722",
        "0.975, 1.959963984540054",
        "0.99, 2.3263478740408408",
        "0.995, 2.5758293035489004",
        "0.999, 3.090232306167813"})
    void publishedQuantiles(double p, double expected) {
        assertEquals(expected, NormalQuantile.at(p), 4e-15 * Math.max(1, Math.abs(expected)));
    }

    @Test
    void endsAndBeyond() {
        assertEquals(Double.NEGATIVE_INFINITY, NormalQuantile.at(0));
        assertEquals(Double.POSITIVE_INFINITY, NormalQuantile.at(1));
        for (double p : new double[] {-0.1, 1.1, Double.NaN}) {
            assertTrue(Double.isNaN(NormalQuantile.at(p)));
        }
    }

    @Test
    void oddAroundOneHalfAndRising() {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < 4096; i++) {
            double p = i * 0x1p-12;
            double x = NormalQuantile.at(p);
            assertEquals(0, x + NormalQuantile.at(1 - p));
            assertTrue(x > before);
            before = x;
        }
    }

    /** The distribution function by its Taylor series about 0 (Abramowitz and Stegun 26.2.11) takes every quantile back. */
    @Test
    void theInverseOfTheDistribution() {
        for (double p = 0.0005; p < 1; p += 0.0005) {
            double x = NormalQuantile.at(p);
            double term = x;
            double sum = x;
            for (int n = 1; n < 200; n++) {
                term *= x * x / (2 * n + 1);
                sum += term;
            }
            double distribution = 0.5 + Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
            assertEquals(p, distribution, 1e-15);
        }
    }
}
