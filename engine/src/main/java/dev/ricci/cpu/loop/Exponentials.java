package dev.ricci.cpu.loop;

/**
 * exp and what is made from it, as steps on lanes.
 *
 * <p>exp x = 2^n exp r with n = round(x / ln 2), so |r| is at most ln 2 / 2, where the Taylor series converges to below half a unit in
 * the last place after few terms (Muller, Elementary Functions, 3rd ed., 11.1).
 */
final class Exponentials {
    private static final int TERMS_SINGLE = 7;
    private static final int TERMS_DOUBLE = 13;

    private final LaneCode code;
    private final Precision p;

    Exponentials(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** x as n ln 2 + r: the bits of n + rounder, whose lowest ones are n, and exp r - 1. */
    private record Reduced(int whole, int expm1) {}

    private Reduced reduce(int x) {
        return reduce(x, -1);
    }

    /** Of x + low, where low is small, or -1 for none. */
    private Reduced reduce(int x, int low) {
        int rounder = code.number(p.rounder());
        int shifted = code.fma(x, code.number(1 / Math.log(2)), rounder);
        int n = code.sub(shifted, rounder);
        int r = code.fma(n, code.number(-p.ln2High()), x);
        r = code.fma(n, code.number(-p.ln2Low()), r);
        r = low < 0 ? r : code.add(r, low);
        int terms = p.single() ? TERMS_SINGLE : TERMS_DOUBLE;
        double[] c = new double[terms - 1];
        double factorial = 1;
        for (int k = 2; k <= terms; k++) {
            factorial *= k;
            c[k - 2] = 1 / factorial;
        }
        int expm1 = code.fma(code.mul(r, r), code.polynomial(r, c), r);
        return new Reduced(code.toBits(shifted), expm1);
    }

    /** 2^n for an integer n in the range of normal numbers. */
    private int power(int n) {
        return code.fromBits(code.shl(code.two(LaneOp.BITS_ADD, n, code.bitsNumber(p.bias())), p.fraction()));
    }

    private int clamp(int x, double least, double most) {
        int low = code.number(least);
        int high = code.number(most);
        int above = code.blend(code.less(x, low), low, x); // NaN stays
        return code.blend(code.less(high, above), high, above);
    }

    /** exp x. Where the result is a normal number n is added to its exponent; NaN and the ends take the longer way. */
    int exp(int x) {
        int normal = code.two(LaneOp.LESS_EQUAL, code.one(LaneOp.ABS, x), code.number(p.normalExp()));
        return code.rarely(normal, normal(reduce(x)), () -> expAtTheEnds(x));
    }

    /** exp(x + low) for low small, where the result is a normal number. */
    int expOfSum(int x, int low) {
        return normal(reduce(x, low));
    }

    private int normal(Reduced r) {
        int e = code.toBits(code.add(r.expm1, code.number(1)));
        return code.fromBits(code.two(LaneOp.BITS_ADD, e, code.shl(r.whole, p.fraction())));
    }

    /** exp x by two factors for 2^n: one alone would leave the range where the result is infinite or subnormal. */
    private int expAtTheEnds(int x) {
        Reduced r = reduce(clamp(x, p.smallestExp(), p.largestExp()));
        int n = code.two(LaneOp.BITS_SUB, r.whole, code.bitsNumber(p.rounderBits()));
        int half = code.sar(n, 1);
        int rest = code.two(LaneOp.BITS_SUB, n, half);
        int e = code.add(r.expm1, code.number(1));
        return code.mul(code.mul(e, power(half)), power(rest));
    }

    /** exp x - 1. */
    int expm1(int x) {
        return tinyAsItIs(x, expm1Within(clamp(x, p.single() ? -18 : -40, p.largestExp())));
    }

    /** exp x - 1 = 2 (2^(n-1) (exp r - 1) + (2^(n-1) - 1/2)), for x in a range where 2^(n-1) is a normal number. */
    private int expm1Within(int x) {
        Reduced r = reduce(x);
        int scale = power(code.two(LaneOp.BITS_SUB, r.whole, code.bitsNumber(p.rounderBits() + 1)));
        int half = code.fma(scale, r.expm1, code.sub(scale, code.number(0.5)));
        return code.add(half, half);
    }

    /** x where |x| is so small that f(x) = x to the last place (it keeps -0 and subnormal numbers), else value. */
    int tinyAsItIs(int x, int value) {
        int tiny = code.number(p.single() ? 0x1p-25 : 0x1p-54);
        return code.blend(code.less(code.one(LaneOp.ABS, x), tiny), x, value);
    }

    /** tanh x = m / (m + 2) with m = exp 2x - 1. */
    int tanh(int x) {
        int size = code.one(LaneOp.ABS, x);
        double most = p.single() ? 20 : 40;
        int y = code.add(size, size);
        int limit = code.number(most);
        int m = expm1Within(code.blend(code.less(limit, y), limit, y));
        int t = code.div(m, code.add(m, code.number(2)));
        int sign = code.two(LaneOp.BITS_AND, code.toBits(x), code.bitsNumber(p.signBit()));
        return code.fromBits(code.two(LaneOp.BITS_OR, code.toBits(t), sign));
    }

    /** 1 / (1 + exp -x), for negative x as exp x / (1 + exp x). */
    int sigmoid(int x) {
        int e = exp(code.one(LaneOp.NEG, code.one(LaneOp.ABS, x)));
        int one = code.number(1);
        return code.div(code.blend(code.less(x, code.number(0)), e, one), code.add(e, one));
    }
}
