package dev.ricci.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {
    /** NIST Statistical Reference Datasets, Longley: y, then six predictors; condition number about 5e9. */
    private static final double[] LONGLEY = {
        60323, 83.0, 234289, 2356, 1590, 107608, 1947, 61122, 88.5, 259426, 2325, 1456, 108632, 1948,
        60171, 88.2, 258054, 3682, 1616, 109773, 1949, 61187, 89.5, 284599, 3351, 1650, 110929, 1950,
        63221, 96.2, 328975, 2099, 3099, 112075, 1951, 63639, 98.1, 346999, 1932, 3594, 113270, 1952,
        64989, 99.0, 365385, 1870, 3547, 115094, 1953, 63761, 100.0, 363112, 3578, 3350, 116219, 1954,
        66019, 101.2, 397469, 2904, 3048, 117388, 1955, 67857, 104.6, 419180, 2822, 2857, 118734, 1956,
        68169, 108.4, 442769, 2936, 2798, 120445, 1957, 66513, 110.8, 444546, 4681, 2637, 121950, 1958,
        68655, 112.6, 482704, 3813, 2552, 123366, 1959, 69564, 114.2, 502601, 3931, 2514, 125368, 1960,
        69331, 115.7, 518173, 4806, 2572, 127852, 1961, 70551, 116.9, 554894, 4007, 2827, 130081, 1962};

    private static final double[] CERTIFIED = {15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359,
        -0.511041056535807e-1, 1829.15146461355};

    @Test
    void longleysCertifiedValues() {
        Tensor all = Tensor.of(LONGLEY, 16, 7);
        Tensor y = all.select(1, 0);
        Tensor x = all.slice(1, 1, 7);
        LinearRegression model = LinearRegression.fit(x, y);
        double[] w = model.weights().toDoubles();
        for (int i = 0; i < w.length; i++) {
            assertEquals(1, w[i] / CERTIFIED[i], 1e-9, "coefficient " + (i + 1));
        }
        assertEquals(1, model.intercept().item() / -3482258.63459582, 1e-9);
        assertEquals(0.995479004577296, model.score(x, y), 1e-12);
    }

    @Test
    void ridgeShrinksAsItsClosedFormSays() {
        // one centred feature: w = sum(x y) / (sum(x x) + l2)
        Tensor x = Tensor.of(new double[] {-1, 0, 1}, 3, 1);
        Tensor y = Tensor.of(new double[] {-2, 0, 2});
        assertEquals(4.0 / (2 + 3), LinearRegression.fit(x, y, 3).weights().item(), 1e-15);
        assertArrayEquals(new double[] {2}, LinearRegression.fit(x, y).weights().toDoubles(), 1e-14);
    }

    @Test
    void mistakesAreNamed() {
        Tensor x = Tensor.ones(3, 2);
        assertThrows(IllegalArgumentException.class, () -> LinearRegression.fit(x, Tensor.ones(4)));
        assertThrows(IllegalArgumentException.class, () -> LinearRegression.fit(Tensor.ones(0, 2), Tensor.ones(0)));
        assertThrows(IllegalArgumentException.class, () -> LinearRegression.fit(x.mul(Double.NaN), Tensor.ones(3)));
        assertThrows(IllegalArgumentException.class, () -> LinearRegression.fit(x, Tensor.ones(3), -1));
    }
}
