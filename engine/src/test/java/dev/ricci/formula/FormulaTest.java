package dev.ricci.formula;

import static dev.ricci.formula.Formula.W;
import static dev.ricci.formula.Formula.X;
import static dev.ricci.formula.Formula.Y;
import static dev.ricci.formula.Formula.Z;
import static dev.ricci.formula.Formula.of;
import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormulaTest {
    private static final Formula GELU = X.mul(0.5).mul(X.div(Math.sqrt(2)).erf().add(1));

    @Test
    void formulasWrittenAlikeAreEqual() {
        assertEquals(X.mul(Y).add(1).tanh(), X.mul(Y).add(1).tanh());
        assertEquals(X.mul(Y).add(1).tanh().hashCode(), X.mul(Y).add(1).tanh().hashCode());
        assertNotEquals(X.mul(Y), Y.mul(X));
        assertNotEquals(X.sub(Y), X.sub(Z));
    }

    @Test
    void writtenAsText() {
        assertEquals("tanh(((x0 * x1) + 1))", X.mul(Y).add(1).tanh().toString());
        assertEquals("select((x0 < 0.5), min(x1, x2), x3)", X.less(of(0.5)).select(Y.min(Z), W).toString());
    }

    @Test
    void simplificationsKeepTheValue() {
        assertSame(X, X.add(0));
        assertSame(X, of(0).add(X));
        assertSame(X, X.mul(1));
        assertSame(X, of(1).mul(X));
        assertSame(X, X.sub(0));
        assertSame(X, X.div(1));
        assertSame(X, X.pow(1));
        assertEquals(X.mul(X), X.pow(2));
        assertEquals(X.sqrt(), X.pow(0.5));
        assertEquals(of(1), X.pow(0));
        assertEquals(of(0), X.mul(0));
        assertEquals(X.neg(), of(0).sub(X));
        assertEquals(of(7), of(3).add(4));
        assertSame(Y, X.select(Y, Y));
    }

    @Test
    void derivativesOfCompositionsAgreeWithCentralDifferences() {
        Formula[] formulas = {
            GELU,
            X.mul(Y).add(Z.sin()).tanh().div(W.exp().add(1)),
            X.sub(Y).mul(X.sub(Y)).div(Z.mul(Z).add(1)).neg().exp(),
            X.abs().pow(Y).add(W.sigmoid().log()),
            X.less(Y).select(X.mul(Z), Y.mul(W)),
            X.max(Y).min(Z.mul(W)).sqrt()};
        Random random = new Random(3);
        for (Formula f : formulas) {
            for (int trial = 0; trial < 20; trial++) {
                double[] at = random.doubles(4, 0.2, 2).toArray();
                for (int i = 0; i < at.length; i++) {
                    double h = 1e-5;
                    double[] up = at.clone();
                    double[] down = at.clone();
                    up[i] += h;
                    down[i] -= h;
                    assertEquals((f.at(up) - f.at(down)) / (2 * h), f.derivative(i).at(at), 1e-8, f + " by input " + i);
                }
            }
        }
    }

    @Test
    void secondDerivatives() {
        for (double x = -3; x < 3; x += 0.37) {
            double h = 1e-4;
            double expected = (GELU.at(x + h) - 2 * GELU.at(x) + GELU.at(x - h)) / (h * h);
            assertEquals(expected, GELU.derivative(0).derivative(0).at(x), 1e-6);
        }
    }

    @Test
    void subgradientsAtKinks() {
        assertEquals(0, X.abs().derivative(0).at(0));
        assertEquals(0.5, X.max(Y).derivative(0).at(2, 2));
        assertEquals(0.5, X.min(Y).derivative(1).at(2, 2));
        assertEquals(0, X.pow(Y).derivative(1).at(0, 2));
    }

    /** Without shared parts counted once, the derivative of twenty nested squares would have a million terms. */
    @Test
    void sharedPartsAreDerivedOnce() {
        Formula f = X;
        for (int i = 0; i < 20; i++) {
            f = f.mul(f).mul(0.5);
        }
        assertEquals(0, f.derivative(1).at(1.5, 1));
        assertEquals(List.of(0), f.inputs());
    }

    @Test
    void substituteAndReplace() {
        Formula f = X.mul(Y).add(X.exp());
        assertEquals(Y.mul(X).add(Y.exp()), f.substitute(x -> x.equals(X) ? Y : X));
        assertEquals(Z.add(X.exp()), f.replace(X.mul(Y), Z));
        assertSame(f, f.replace(W, Z));
        assertEquals(of(Math.exp(1) + 2), f.substitute(x -> of(x.equals(X) ? 1 : 2)));
    }

    @Test
    void inputsInAscendingOrder() {
        assertEquals(List.of(0, 1, 5), Formula.input(5).mul(Y).add(X.exp()).add(X).inputs());
        assertEquals(List.of(), of(3).inputs());
        assertThrows(IllegalArgumentException.class, () -> Formula.input(-1));
    }
}
