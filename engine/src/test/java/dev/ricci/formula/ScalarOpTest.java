package dev.ricci.formula;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarOpTest {
    private static final double[] POINTS = {-2.7, -1.3, -0.43, 0.29, 0.8, 1.9, 3.1};
    private static final double STEP = 1e-5;

    /** The function of three inputs, as a formula. */
    private static Formula formula(ScalarOp op) {
        Formula[] inputs = {Formula.X, Formula.Y, Formula.Z};
        Formula[] arguments = new Formula[op.arity()];
        System.arraycopy(inputs, 0, arguments, 0, op.arity());
        return Apply.of(op, arguments);
    }

    private static boolean inDomain(ScalarOp op, double x) {
        return switch (op) {
            case SQRT, LOG, LOG2, LOG10, POW, LOG_GAMMA, DIGAMMA -> x > 0;
            case ERFINV -> x > -1 && x < 1;
            case ERFCINV -> x > 0 && x < 2;
            case POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I, BETA_DENSITY -> false; // SpecialFunctionsTest
            case ASIN, ACOS, ATANH -> Math.abs(x) < 1;
            case ACOSH -> x > 1;
            case LOG1P -> x > -1;
            default -> true;
        };
    }

    /** No point is nearer to another, to 0, to a whole number or to a multiple of another than the step: kinks and jumps are not met. */
    @ParameterizedTest
    @EnumSource(ScalarOp.class)
    void derivativesAgreeWithCentralDifferences(ScalarOp op) {
        Formula f = formula(op);
        for (double x : POINTS) {
            if (!inDomain(op, x)) {
                continue;
            }
            for (double y : POINTS) {
                if (x != y) {
                    check(f, x, y, 0.77);
                }
            }
        }
    }

    private static void check(Formula f, double... at) {
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double expected = (f.at(up) - f.at(down)) / (2 * STEP);
            double got = f.derivative(i).at(at);
            assertEquals(expected, got, 1e-7 * (1 + Math.abs(expected) + Math.abs(f.at(at))), f + " by input " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 2, 3, 0, 5", "SUB, 2, 3, 0, -1", "MUL, 2, 3, 0, 6", "DIV, 3, 2, 0, 1.5", "MIN, 2, 3, 0, 2", "MAX, 2, 3, 0, 3",
        "MIN, NaN, 3, 0, NaN", "MAX, 3, NaN, 0, NaN", "POW, 2, 10, 0, 1024", "POW, -2, 3, 0, -8", "LESS, 2, 3, 0, 1", "LESS, 3, 3, 0, 0",
        "LESS, NaN, 3, 0, 0", "LESS_EQUAL, 3, 3, 0, 1", "LESS_EQUAL, 4, 3, 0, 0", "EQUAL, 3, 3, 0, 1", "EQUAL, NaN, NaN, 0, 0",
        "SELECT, 0.5, 7, 8, 7", "SELECT, 0, 7, 8, 8", "SELECT, NaN, 7, 8, 7", "NEG, 2, 0, 0, -2", "ABS, -2, 0, 0, 2", "SIGN, -3, 0, 0, -1",
        "SIGN, 0, 0, 0, 0", "FLOOR, -1.5, 0, 0, -2", "SQRT, 9, 0, 0, 3", "EXP, 1, 0, 0, 2.718281828459045",
        "EXPM1, 1e-12, 0, 0, 1.0000000000005e-12", "LOG, 10, 0, 0, 2.302585092994046", "LOG1P, 1e-12, 0, 0, 9.999999999995e-13",
        "SIN, 1, 0, 0, 0.8414709848078965", "COS, 1, 0, 0, 0.5403023058681398", "TANH, 0.5, 0, 0, 0.46211715726000979",
        "SIGMOID, 0, 0, 0, 0.5", "SIGMOID, 2, 0, 0, 0.8807970779778823", "SIGMOID, -2, 0, 0, 0.11920292202211755",
        "FLOOR_DIV, -7, 2, 0, -4", "FLOOR_DIV, 1, 0.1, 0, 9", "BIT_AND, 12, 10, 0, 8", "BIT_OR, 12, 10, 0, 14", "BIT_XOR, 12, 10, 0, 6",
        "SHIFT_LEFT, 3, 2, 0, 12", "SHIFT_LEFT, 3, -1, 0, 0", "SHIFT_RIGHT, -5, 1, 0, -3", "SHIFT_RIGHT, -5, 99, 0, -1",
        "SIGMOID, -1000, 0, 0, 0", "SIGMOID, 1000, 0, 0, 1", "ERF, 0, 0, 0, 0"})
    void values(ScalarOp op, double a, double b, double c, double expected) {
        assertEquals(expected, op.at(a, b, c), Double.isNaN(expected) ? 0 : 2e-16 * Math.abs(expected));
    }

    /** Abramowitz and Stegun, table 7.1, ten digits. */
    @ParameterizedTest
    @CsvSource({"0.02, 0.0225645747", "0.1, 0.1124629160", "0.5, 0.5204998778", "1, 0.8427007929", "1.5, 0.9661051465",
        "2, 0.9953222650"})
    void errorFunctionAsTabulated(double x, double expected) {
        assertEquals(expected, ErrorFunction.erf(x), 5.1e-11);
        assertEquals(-expected, ErrorFunction.erf(-x), 5.1e-11);
    }

    /** erf to double precision on both sides of the change from series to continued fraction. */
    @ParameterizedTest
    @CsvSource({"1e-10, 1.1283791670955126e-10", "0.5, 0.5204998778130465", "1, 0.8427007929497149", "2, 0.9953222650189527",
        "2.999, 0.9999777698314002", "3, 0.9999779095030014", "4, 0.9999999845827421", "5, 0.9999999999984626", "7, 1", "1e300, 1"})
    void errorFunctionToDoublePrecision(double x, double expected) {
        assertEquals(expected, ErrorFunction.erf(x), 1e-15 * expected);
        assertEquals(-ErrorFunction.erf(x), ErrorFunction.erf(-x));
    }

    @Test
    void errorFunctionAtTheEnds() {
        assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
        assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
    }

    @Test
    void infixIsWhatIsWrittenBetween() {
        assertTrue(ScalarOp.LESS_EQUAL.isInfix());
        assertFalse(ScalarOp.NEG.isInfix());
        assertFalse(ScalarOp.MIN.isInfix());
    }
}
