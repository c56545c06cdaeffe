package dev.ricci.cpu.loop;

import dev.ricci.formula.Fit;
import dev.ricci.formula.ScalarOp;

/**
 * erfinv as steps on lanes: x times a polynomial in w = -log(1 - x^2), as M. Giles proposes (Approximating the erfinv function, GPU
 * Computing Gems 2, 2010), with coefficients of our own ({@link Fit#ERFINV}). Beyond w = 5.5, where 1 - |x| is below 0.002, float32 has a
 * polynomial in sqrt(w) and float64 calls the scalar function.
 */
final class InverseErrorFunctions {
    private final LaneCode code;
    private final Precision p;

    InverseErrorFunctions(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    int erfinv(int x) {
        int one = code.number(1);
        int w = code.one(LaneOp.NEG, new Logarithms(code).log(code.mul(code.sub(one, x), code.add(one, x))));
        int t = code.fma(w, code.number(1 / 2.75), code.number(-1));
        int near = code.mul(x, code.polynomial(t, Fit.ERFINV.coefficients(p.single())));
        int usual = code.two(LaneOp.LESS_EQUAL, w, code.number(5.5));
        return code.rarely(usual, near, () -> p.single() ? far(x, w) : code.each(ScalarOp.ERFINV, x, x, x));
    }

    /** NaN beyond 1, where the logarithm is. */
    private int far(int x, int w) {
        int s = code.one(LaneOp.SQRT, w);
        int t = code.mul(code.sub(s, code.number(3.218)), code.number(1 / 0.882));
        int value = code.mul(x, code.polynomial(t, Fit.ERFINV_FAR.coefficients(true)));
        int infinity = code.mul(x, code.number(Double.POSITIVE_INFINITY));
        return code.blend(code.two(LaneOp.EQUAL, code.one(LaneOp.ABS, x), code.number(1)), infinity, value);
    }
}
