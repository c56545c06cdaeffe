package dev.ricci.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The special functions in double against stored values of mpmath, at the ends, and by identities. */
class SpecialFunctionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /**
     * The bound is so many units in the last place, and so many more for each unit of |log value| (those of exponents that are
     * rounded), and an absolute error where zeros lie that no series is made for.
     */
    @ParameterizedTest
    @CsvSource({"ERFC, 6, 0, 0", "ERFINV, 6, 0, 0", "ERFCINV, 6, 0, 0", "LOG_GAMMA, 5, 0, 1e-15", "DIGAMMA, 5, 0, 1e-15",
        "POLYGAMMA, 5, 0, 0", "BETA, 8, 2, 0", "LOG_BETA, 6, 0, 2e-15", "GAMMA_P, 12, 1, 0", "GAMMA_Q, 24, 1, 0",
        "GAMMA_DENSITY, 12, 1, 0", "BETA_I, 20, 4, 0", "BETA_DENSITY, 24, 6, 0"})
    void agreesWithStoredValues(ScalarOp op, double ulps, double ofLog, double absolute) {
        List<Stored> rows = Stored.of(op);
        assertTrue(rows.size() > 70, op.name());
        for (Stored row : rows) {
            double got = op.at(row.a(), row.b(), row.c());
            double want = row.value().doubleValue();
            double error = row.value().subtract(new BigDecimal(got)).abs().doubleValue();
            double bound = (ulps + ofLog * Math.abs(Math.log(Math.abs(want)))) * Math.ulp(want) + absolute;
            assertTrue(error <= bound, () -> row + ": got " + got + ", wrong by " + error / Math.ulp(want) + " ulp");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ERFC, 0, 0, 0, 1", "ERFC, Infinity, 0, 0, 0", "ERFC, -Infinity, 0, 0, 2", "ERFC, NaN, 0, 0, NaN", "ERFC, 30, 0, 0, 0",
        "ERFINV, 0, 0, 0, 0", "ERFINV, 1, 0, 0, Infinity", "ERFINV, -1, 0, 0, -Infinity", "ERFINV, 1.5, 0, 0, NaN",
        "ERFINV, -1.0000001, 0, 0, NaN", "ERFINV, NaN, 0, 0, NaN", "ERFCINV, 1, 0, 0, 0", "ERFCINV, 0, 0, 0, Infinity",
        "ERFCINV, 2, 0, 0, -Infinity", "ERFCINV, -0.1, 0, 0, NaN", "ERFCINV, 2.1, 0, 0, NaN", "LOG_GAMMA, 1, 0, 0, 0",
        "LOG_GAMMA, 2, 0, 0, 0", "LOG_GAMMA, 0, 0, 0, Infinity", "LOG_GAMMA, -0.0, 0, 0, Infinity", "LOG_GAMMA, -3, 0, 0, Infinity",
        "LOG_GAMMA, Infinity, 0, 0, Infinity", "LOG_GAMMA, -Infinity, 0, 0, Infinity", "LOG_GAMMA, NaN, 0, 0, NaN",
        "LOG_GAMMA, 1e306, 0, 0, Infinity", "DIGAMMA, 0, 0, 0, -Infinity", "DIGAMMA, -0.0, 0, 0, Infinity", "DIGAMMA, -1, 0, 0, NaN",
        "DIGAMMA, Infinity, 0, 0, Infinity", "DIGAMMA, -Infinity, 0, 0, NaN", "DIGAMMA, NaN, 0, 0, NaN",
        "POLYGAMMA, 1, 0, 0, Infinity", "POLYGAMMA, 2, 0, 0, -Infinity", "POLYGAMMA, 1, -4, 0, Infinity",
        "POLYGAMMA, 1, Infinity, 0, 0", "POLYGAMMA, 0.5, 1, 0, NaN", "POLYGAMMA, -1, 1, 0, NaN", "POLYGAMMA, 2, NaN, 0, NaN",
        "BETA, 0, 2, 0, Infinity", "BETA, -1, 2, 0, NaN", "BETA, NaN, 2, 0, NaN", "LOG_BETA, 0, 2, 0, Infinity",
        "LOG_BETA, 1, 1, 0, 0", "LOG_BETA, -1, 2, 0, NaN", "LOG_BETA, 2, Infinity, 0, -Infinity", "GAMMA_P, 2, 0, 0, 0",
        "GAMMA_P, 2, Infinity, 0, 1", "GAMMA_P, 0, 1, 0, NaN", "GAMMA_P, -1, 1, 0, NaN", "GAMMA_P, 1, -1, 0, NaN",
        "GAMMA_P, NaN, 1, 0, NaN", "GAMMA_P, 1, NaN, 0, NaN", "GAMMA_P, Infinity, 5, 0, 0", "GAMMA_P, Infinity, Infinity, 0, NaN",
        "GAMMA_Q, 2, 0, 0, 1", "GAMMA_Q, 2, Infinity, 0, 0", "GAMMA_Q, -1, 1, 0, NaN", "GAMMA_Q, 1, -1, 0, NaN",
        "GAMMA_DENSITY, 1, 0, 0, 1", "GAMMA_DENSITY, 0.5, 0, 0, Infinity", "GAMMA_DENSITY, 2, 0, 0, 0", "GAMMA_DENSITY, 2, -1, 0, NaN",
        "BETA_I, 2, 3, 0, 0", "BETA_I, 2, 3, 1, 1", "BETA_I, 2, 3, 1.5, NaN", "BETA_I, 2, 3, -0.5, NaN", "BETA_I, 0, 3, 0.5, NaN",
        "BETA_I, 2, -3, 0.5, NaN", "BETA_I, 2, 3, NaN, NaN", "BETA_DENSITY, 1, 3, 0, 3", "BETA_DENSITY, 4, 1, 1, 4",
        "BETA_DENSITY, 2, 3, 0, 0", "BETA_DENSITY, 0.5, 3, 0, Infinity", "BETA_DENSITY, 2, 3, 2, NaN"})
    void atTheEnds(ScalarOp op, double a, double b, double c, double expected) {
        assertEquals(expected, op.at(a, b, c));
    }

    /** P + Q = 1 and I_x(a, b) + I_(1-x)(b, a) = 1 on a grid that crosses every change of method. */
    @Test
    void partsMakeOne() {
        for (double a = 1e-3; a < 1e6; a *= 1.7) {
            for (double ratio : new double[] {1e-3, 0.2, 0.69, 0.71, 0.9, 0.999, 1, 1.001, 1.1, 1.29, 1.31, 3, 20}) {
                double x = a * ratio;
                assertEquals(1, ScalarOp.GAMMA_P.at(a, x, 0) + ScalarOp.GAMMA_Q.at(a, x, 0), 1e-12, "a " + a + " x " + x);
                double b = a * ratio;
                for (double t : new double[] {1.0 / 1024, 0.125, 0.5, 0.75}) {
                    double sum = ScalarOp.BETA_I.at(a, b, t) + ScalarOp.BETA_I.at(b, a, 1 - t);
                    assertEquals(1, sum, 2e-12, "a " + a + " b " + b + " x " + t);
                }
            }
        }
    }

    /** Abramowitz and Stegun 26.5.3 for whole numbers: a binomial sum. */
    @Test
    void incompleteBetaOfWholeNumbersIsABinomialSum() {
        double x = 0.3;
        double sum = 0;
        for (int j = 4; j <= 11; j++) {
            double ways = 1;
            for (int i = 0; i < j; i++) {
                ways *= (11.0 - i) / (i + 1);
            }
            sum += ways * Math.pow(x, j) * Math.pow(1 - x, 11 - j);
        }
        assertEquals(sum, ScalarOp.BETA_I.at(4, 8, x), 1e-15);
    }

    /** Each derivative that there is, against central differences, for shapes on both sides of every change of method. */
    @Test
    void derivativesAgreeWithCentralDifferences() {
        Formula x = Formula.X;
        Formula y = Formula.Y;
        Formula z = Formula.Z;
        double[] shapes = {0.4, 1.7, 6.3, 12.2, 41.7};
        for (double a : shapes) {
            for (double r : new double[] {0.3, 0.8, 1.1, 2.3}) {
                check(x.gammaP(y), 1, a, a * r);
                check(x.gammaQ(y), 1, a, a * r);
                check(x.gammaDensity(y), 0, a, a * r);
                check(x.gammaDensity(y), 1, a, a * r);
                double b = a * r;
                check(x.beta(y), 0, a, b);
                check(x.beta(y), 1, a, b);
                check(x.logBeta(y), 0, a, b);
                for (double t : new double[] {0.11, 0.47, 0.86}) {
                    check(x.betaI(y, z), 2, a, b, t);
                    for (int i = 0; i < 3; i++) {
                        check(x.betaDensity(y, z), i, a, b, t);
                    }
                }
            }
            for (int n = 0; n < 4; n++) {
                check(x.polygamma(n), 0, a);
                check(x.polygamma(n), 0, -a);
            }
        }
    }

    private static void check(Formula f, int input, double... at) {
        double step = 1e-5 * Math.min(1, Math.abs(at[input]));
        double[] up = at.clone();
        double[] down = at.clone();
        up[input] += step;
        down[input] -= step;
        double expected = (f.at(up) - f.at(down)) / (2 * step);
        double tolerance = 1e-6 * Math.abs(expected) + 1e-9 * Math.abs(f.at(at)) + 1e-12;
        assertEquals(expected, f.derivative(input).at(at), tolerance, () -> f + " by input " + input + " at " + Arrays.toString(at));
    }

    @Test
    void gradientsByShapesAreRefusedAndOthersAreNot() {
        Formula p = Formula.X.gammaP(Formula.Y);
        String message = assertThrows(IllegalArgumentException.class, () -> p.derivative(0)).getMessage();
        assertEquals("gammaP: there is no gradient by a; give that argument without a history (detach it, or make it a number)", message);
        assertEquals(ScalarOp.GAMMA_DENSITY.at(2.5, 1.5, 0), p.derivative(1).at(2.5, 1.5));
        Formula i = Formula.X.betaI(Formula.Y, Formula.Z);
        assertThrows(IllegalArgumentException.class, () -> i.derivative(0));
        assertThrows(IllegalArgumentException.class, () -> i.derivative(1));
        assertEquals(ScalarOp.BETA_DENSITY.at(2, 3, 0.25), i.derivative(2).at(2, 3, 0.25));
        assertThrows(IllegalArgumentException.class, () -> Formula.X.polygamma(Formula.Y).derivative(0));
    }
}
