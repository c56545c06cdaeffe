package dev.ricci.cpu.loop;

/**
 * exp, exp2 and what is made from them, as steps on lanes.
 *
 * <p>exp x = 2^n exp r with n = round(x / ln 2), so |r| is at most ln 2 / 2, and exp r = 1 + r + r^2 times a near-minimax polynomial
 * (Chebyshev interpolation with 60 digits; Muller, Elementary Functions, 3rd ed., 11.1).
 */
final class Exponentials {
    private static final double[] SINGLE = {0.5, 0.16666576, 0.041666556, 0.008363179, 0.0013926184};
    private static final double[] DOUBLE = {0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062,
        0.0013888888917213717, 0.00019841269863053618, 2.4801521295954376e-05, 2.7557268459997064e-06, 2.7620088445409746e-07,
        2.510038549551032e-08};
    private static final double[] TWO_SINGLE = {0.2402265, 0.05550381, 0.0096181035, 0.0013381302, 0.00015444883};
    private static final double[] TWO_DOUBLE = {0.24022650695910072, 0.0555041086648216, 0.009618129107628479, 0.0013333558146416936,
        0.00015403530393375914, 1.525273382983612e-05, 1.3215486802903931e-06, 1.0178062445845774e-07, 7.054899956372649e-09,
        4.4549605981865186e-10, 2.572508057683636e-11};

    private final LaneCode code;
    private final Precision p;

    Exponentials(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** x as n ln 2 + r: the bits of n + rounder, whose lowest ones are n, and exp r - 1. */
    private record Reduced(int whole, int expm1) {}

    /** x as n ln 2 + r: the bits of n + rounder, n, and r. */
    record Parts(int whole, int n, int r) {}

    Parts parts(int x) {
        int rounder = code.number(p.rounder());
        int shifted = code.fma(x, code.number(1 / Math.log(2)), rounder);
        int n = code.sub(shifted, rounder);
        int r = code.fma(n, code.number(-p.ln2High()), x);
        return new Parts(code.toBits(shifted), n, code.fma(n, code.number(-p.ln2Low()), r));
    }

    private Reduced reduce(int x) {
        return reduce(x, -1);
    }

    /** Of x + low, where low is small, or -1 for none. */
    private Reduced reduce(int x, int low) {
        Parts parts = parts(x);
        int r = low < 0 ? parts.r : code.add(parts.r, low);
        int expm1 = code.fma(code.mul(r, r), code.polynomial(r, p.single() ? SINGLE : DOUBLE), r);
        return new Reduced(parts.whole, expm1);
    }

    /** 2^x as 2^n 2^r. */
    private Reduced reduceTwo(int x) {
        int rounder = code.number(p.rounder());
        int shifted = code.add(x, rounder);
        int r = code.sub(x, code.sub(shifted, rounder));
        int rest = code.mul(code.mul(r, r), code.polynomial(r, p.single() ? TWO_SINGLE : TWO_DOUBLE));
        return new Reduced(code.toBits(shifted), code.fma(r, code.number(Math.log(2)), rest));
    }

    /** 2^n for an integer n in the range of normal numbers. */
    int power(int n) {
        return code.fromBits(code.shl(code.two(LaneOp.BITS_ADD, n, code.bitsNumber(p.bias())), p.fraction()));
    }

    int clamp(int x, double least, double most) {
        int low = code.number(least);
        int high = code.number(most);
        int above = code.blend(code.less(x, low), low, x); // NaN stays
        return code.blend(code.less(high, above), high, above);
    }

    /** exp x. Where the result is a normal number n is added to its exponent; NaN and the ends take the longer way. */
    int exp(int x) {
        int normal = code.two(LaneOp.LESS_EQUAL, code.one(LaneOp.ABS, x), code.number(p.normalExp()));
        return code.rarely(normal, normal(reduce(x)), () -> atTheEnds(reduce(clamp(x, p.smallestExp(), p.largestExp()))));
    }

    /** exp x where the result is a normal number. */
    int normalExp(int x) {
        return normal(reduce(x));
    }

    /** 2 to the power x. */
    int exp2(int x) {
        int normal = code.two(LaneOp.LESS_EQUAL, code.one(LaneOp.ABS, x), code.number(p.bias() - 1));
        double least = -p.bias() - p.fraction() - 1;
        return code.rarely(normal, normal(reduceTwo(x)), () -> atTheEnds(reduceTwo(clamp(x, least, p.bias() + 1))));
    }

    /** exp(x + low) for low small, where the result is a normal number. */
    int expOfSum(int x, int low) {
        return normal(reduce(x, low));
    }

    private int normal(Reduced r) {
        int e = code.toBits(code.add(r.expm1, code.number(1)));
        return code.fromBits(code.two(LaneOp.BITS_ADD, e, code.shl(r.whole, p.fraction())));
    }

    /** By two factors for 2^n: one alone would leave the range where the result is infinite or subnormal. */
    private int atTheEnds(Reduced r) {
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

    /**
     * 1 / (1 + exp -x), for negative x as exp x / (1 + exp x). What is lost in 1 + exp and in the division is made good, as the error of
     * exp is in the result already.
     */
    int sigmoid(int x) {
        int e = exp(code.one(LaneOp.NEG, code.one(LaneOp.ABS, x)));
        int one = code.number(1);
        int d = code.add(e, one);
        int lost = code.add(code.sub(one, d), e);
        int above = code.blend(code.less(x, code.number(0)), e, one);
        int inverse = code.div(one, d);
        int q = code.mul(above, inverse);
        int minus = code.one(LaneOp.NEG, q);
        int rest = code.fma(minus, lost, code.fma(minus, d, above));
        return code.fma(rest, inverse, q);
    }

    /** exp(-|x|) / (1 + exp(-|x|))^2, the square rounded once. */
    int logistic(int x) {
        int e = exp(code.one(LaneOp.NEG, code.one(LaneOp.ABS, x)));
        int one = code.number(1);
        int d = code.add(e, one);
        int lost = code.add(code.sub(one, d), e);
        return code.div(e, code.fma(d, d, code.mul(code.add(d, d), lost)));
    }

    /** log(1 + exp x) = max(x, 0) + log(1 + exp(-|x|)). */
    int softplus(int x) {
        int zero = code.number(0);
        int e = exp(code.one(LaneOp.NEG, code.one(LaneOp.ABS, x)));
        return code.add(code.blend(code.less(zero, x), x, zero), new Logarithms(code).log1pOfFraction(e));
    }
}
