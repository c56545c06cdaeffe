package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Badly conditioned regressions with the coefficients that NIST certifies. The exact solution of the data in the files, by rational
 * arithmetic, has 14.3 (Filip), 15.1 (Pontius) and 14.6 (Longley) of their digits; that of the powers of x rounded to float64, as any
 * program gets them, 7.9 for Filip and 13.5 for Pontius.
 */
class CertifiedLeastSquaresTest {
    /** A regression: equations, right side, certified coefficients and residual standard deviation. */
    record Regression(Tensor a, Tensor b, double[] coefficients, double deviation) {}

    static Regression polynomial(String name, int degree) throws IOException {
        return read(name, row -> {
            double[] powers = new double[degree + 1];
            powers[0] = 1;
            for (int j = 1; j <= degree; j++) {
                powers[j] = powers[j - 1] * row[1];
            }
            return powers;
        });
    }

    static Regression longleyRegression() throws IOException {
        return read("longley.txt", row -> {
            double[] equation = row.clone();
            equation[0] = 1;
            return equation;
        });
    }

    private interface Equation {
        double[] of(double[] row);
    }

    private static Regression read(String name, Equation equation) throws IOException {
        List<Double> certified = new ArrayList<>();
        List<double[]> equations = new ArrayList<>();
        List<Double> right = new ArrayList<>();
        double deviation = 0;
        try (InputStream in = CertifiedLeastSquaresTest.class.getResourceAsStream(name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "#" -> { }
                    case "certified" -> certified.add(Double.valueOf(words[1]));
                    case "deviation" -> deviation = Double.parseDouble(words[1]);
                    default -> {
                        double[] row = Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
                        right.add(row[0]);
                        equations.add(equation.of(row));
                    }
                }
            }
        }
        double[] a = equations.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] b = right.stream().mapToDouble(Double::doubleValue).toArray();
        double[] c = certified.stream().mapToDouble(Double::doubleValue).toArray();
        return new Regression(Tensor.of(a, b.length, c.length), Tensor.of(b), c, deviation);
    }

    /** The fewest correct digits of any coefficient. */
    private static double digits(Regression known, Tensor solution) {
        double[] x = solution.toDoubles();
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            worst = Math.max(worst, Math.abs(x[i] - known.coefficients[i]) / Math.abs(known.coefficients[i]));
        }
        return -Math.log10(worst);
    }

    private static void check(String name, Regression known, double digits, double condition) {
        LeastSquares found = LeastSquares.of(known.a, known.b);
        double reached = digits(known, found.solution());
        assertTrue(reached >= digits, name + ": " + reached + " digits of the certified coefficients");
        assertTrue(digits(known, LeastSquares.solve(known.a, known.b)) >= digits, name + " by solve");
        assertEquals(known.coefficients.length, found.rank().item(), name);
        assertEquals(condition, found.condition().item(), condition * 0.2, name);
        double free = known.b.size() - known.coefficients.length;
        assertEquals(1, found.residuals().item() / Math.sqrt(free) / known.deviation, 1e-7, name);
    }

    /** The conditions are NumPy's, by SVD. */
    @Test
    void filip() throws IOException {
        check("Filip", polynomial("filip.txt", 10), 7.5, 1.768e15);
    }

    @Test
    void pontius() throws IOException {
        check("Pontius", polynomial("pontius.txt", 2), 13, 1.423e13);
    }

    @Test
    void longley() throws IOException {
        check("Longley", longleyRegression(), 13, 4.859e9);
    }

    /**
     * NIST's Wampler 1 to 5 (R. H. Wampler 1970): polynomials of degree 5 with coefficients 1 or 10^-j, and errors of up to 2523 times 1,
     * 100 and 10,000 that are orthogonal to all of them, so that the coefficients stay. NIST certifies them to all digits.
     */
    @Test
    void wampler() {
        long[] errors = {759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523,
            -2048, 2048, -2048, 759};
        Tensor a = Samples.matrix(21, 6, (i, j) -> Math.pow(i, j)); // integers below 2^53
        double[] ones = {1, 1, 1, 1, 1, 1};
        for (int power = 0; power <= 5; power++) {
            long along = 0;
            for (int i = 0; i < errors.length; i++) {
                along += errors[i] * (long) Math.pow(i, power);
            }
            assertEquals(0, along, "errors are orthogonal to x^" + power);
        }
        for (double size : new double[] {0, 1, 100, 10000}) {
            double[] b = new double[21];
            for (int i = 0; i < b.length; i++) {
                b[i] = errors[i] * size;
                for (int j = 0; j < 6; j++) {
                    b[i] += Math.pow(i, j);
                }
            }
            double reached = digits(new Regression(a, null, ones, 0), LeastSquares.solve(a, Tensor.of(b)));
            assertTrue(reached > 14, "errors times " + size + ": " + reached + " digits");
        }
        double[] tenths = {1, 0.1, 0.01, 0.001, 0.0001, 0.00001};
        Tensor b = a.matmul(Tensor.of(tenths, 6, 1)).squeeze(1);
        double reached = digits(new Regression(a, null, tenths, 0), LeastSquares.solve(a, b));
        assertTrue(reached > 12, "Wampler 2: " + reached + " digits; the right side is rounded to 16");
    }
}
