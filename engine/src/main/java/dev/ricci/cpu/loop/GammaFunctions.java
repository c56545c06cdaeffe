package dev.ricci.cpu.loop;

import dev.ricci.formula.Fit;
import dev.ricci.formula.ScalarOp;

/**
 * log gamma, digamma and trigamma as steps on lanes, without branches for x above 0; others call the scalar function.
 *
 * <p>Below 8 the recurrence brings x to a polynomial around 2, or around digamma's zero ({@link Fit}), trigamma's beyond 8; from 8 on
 * Stirling's series serves. Both ways share one logarithm, or one division.
 */
final class GammaFunctions {
    private static final double FAR = 8;
    private static final int STEPS = 6;
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    private final LaneCode code;
    private final Precision p;

    GammaFunctions(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    private int polynomial(Fit fit, int t) {
        return code.polynomial(t, fit.coefficients(p.single()));
    }

    private int positive(int x) {
        return code.less(code.number(0), x);
    }

    int logGamma(int x) {
        return code.rarely(positive(x), logGammaOfPositive(x), () -> code.each(ScalarOp.LOG_GAMMA, x, x, x));
    }

    private int logGammaOfPositive(int x) {
        int one = code.number(1);
        int product = one;
        int y = x;
        for (int j = 1; j <= STEPS; j++) {
            int step = code.sub(x, code.number(j));
            int taken = code.less(code.number(1.5 + j), x);
            product = code.mul(product, code.blend(taken, step, one));
            y = code.blend(taken, step, y);
        }
        int low = code.less(x, code.number(1.5));
        int lowest = code.less(x, code.number(0.5));
        int far = code.two(LaneOp.LESS_EQUAL, code.number(FAR), x);
        int lowE = code.blend(lowest, x, code.sub(x, one));
        int e = code.blend(low, lowE, code.sub(y, code.number(2)));
        int lowProduct = code.blend(lowest, code.mul(x, code.add(x, one)), x);
        int log = new Logarithms(code).log(code.blend(far, x, code.blend(low, lowProduct, product)));
        int signed = code.blend(low, code.one(LaneOp.NEG, log), log);
        int near = code.fma(e, polynomial(Fit.LOG_GAMMA, code.add(e, e)), signed);
        int inverse = code.div(one, x);
        int t = code.fma(code.mul(inverse, inverse), code.number(128), code.number(-1));
        int rest = code.fma(inverse, polynomial(Fit.STIRLING, t), code.number(HALF_LOG_TWO_PI - 0.5));
        return code.blend(far, code.fma(code.sub(x, code.number(0.5)), code.sub(log, one), rest), near);
    }

    int digamma(int x) {
        return code.rarely(positive(x), digammaOfPositive(x), () -> code.each(ScalarOp.DIGAMMA, x, x, x));
    }

    private int digammaOfPositive(int x) {
        int one = code.number(1);
        int product = one;
        int sum = code.number(0);
        int steps = code.blend(code.less(x, one), code.number(-1), code.number(0));
        for (int j = 1; j <= STEPS; j++) {
            int y = code.sub(x, code.number(j));
            int taken = code.two(LaneOp.LESS_EQUAL, code.number(j + 1), x);
            sum = code.blend(taken, code.fma(sum, y, product), sum);
            product = code.blend(taken, code.mul(product, y), product);
            steps = code.blend(taken, code.number(j), steps);
        }
        int low = code.less(x, one);
        int far = code.two(LaneOp.LESS_EQUAL, code.number(FAR), x);
        int up = code.blend(far, one, code.blend(low, code.number(-1), sum));
        int ratio = code.div(up, code.blend(far, x, code.blend(low, x, product)));
        int t = code.fma(code.sub(x, steps), code.number(2), code.number(-3));
        int near = code.fma(fromZero(x, steps), polynomial(Fit.DIGAMMA, t), ratio);
        int square = code.mul(ratio, ratio);
        int small = code.mul(square, polynomial(Fit.DIGAMMA_FAR, code.fma(square, code.number(128), code.number(-1))));
        int less = code.fma(ratio, code.number(0.5), small);
        return code.blend(far, code.sub(new Logarithms(code).log(x), less), near);
    }

    /** The function of any order, on lanes where all orders are 1 and x is above 0. */
    int polygamma(int order, int x) {
        int usual = code.two(LaneOp.MASK_AND, code.two(LaneOp.EQUAL, order, code.number(1)), positive(x));
        return code.rarely(usual, trigammaOfPositive(x), () -> code.each(ScalarOp.POLYGAMMA, order, x, x));
    }

    /** Below 8 the sum of 1 / (x + j)^2 for j from 0 to 7, those from 1 on as one fraction, and trigamma(x + 8). */
    private int trigammaOfPositive(int x) {
        int one = code.number(1);
        int up = code.number(0);
        int down = one;
        for (int j = 1; j < FAR; j++) {
            int y = code.add(x, code.number(j));
            int square = code.mul(y, y);
            up = code.fma(up, square, down);
            down = code.mul(down, square);
        }
        int near = code.less(x, code.number(FAR));
        int inverse = code.div(one, code.blend(near, code.add(x, code.number(FAR)), x));
        int square = code.mul(inverse, inverse);
        int t = code.fma(square, code.number(128), code.number(-1));
        int rest = code.fma(inverse, polynomial(Fit.TRIGAMMA_FAR, t), code.number(0.5));
        int far = code.fma(square, rest, inverse);
        int first = code.div(one, code.mul(x, x));
        return code.blend(near, code.add(code.add(far, code.div(up, down)), first), far);
    }

    /** x less the zero and the steps: the leading part of the zero has so few bits that the sum with the steps is exact. */
    private int fromZero(int x, int steps) {
        double leading = p.single() ? 0x1.762d8p0 : 0x1.762d86356bp0;
        double rest = p.single() ? 3.70066018591e-7 : 0x1.c7edc353910ccp-41;
        return code.sub(code.sub(x, code.add(code.number(leading), steps)), code.number(rest));
    }
}
