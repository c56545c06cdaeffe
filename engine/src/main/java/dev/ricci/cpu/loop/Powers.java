package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/**
 * x to the power y as steps on lanes: exp(y log |x|), the logarithm as the sum of two numbers, or its error would be multiplied by y.
 *
 * <p>The logarithm is that of {@link Logarithms}, with s = f / (2 + f) carried to twice the precision (Muller, Elementary Functions,
 * 3rd ed., 14.3); its polynomials are near-minimax (Chebyshev interpolation with 60 digits). Infinities, zeros, NaN, subnormal numbers and
 * results near them go to the JDK's function.
 */
final class Powers {
    private static final double[] SINGLE = {0.40000015, 0.2856224, 0.23048154};
    private static final double[] DOUBLE = {0.4, 0.28571428571429364, 0.22222222221656232, 0.18181818335314404, 0.15384594970895457,
        0.13334804238225345, 0.11706248540922386, 0.11723051028097753};

    private final LaneCode code;
    private final Precision p;

    Powers(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** A number as the sum of a large part and a small one. */
    private record Sum(int high, int low) {}

    int pow(int x, int y) {
        int size = code.one(LaneOp.ABS, x);
        Sum log = log(size);
        int high = code.mul(y, log.high);
        int low = code.fma(y, log.low, code.fma(y, log.high, code.one(LaneOp.NEG, high)));
        int value = new Exponentials(code).expOfSum(high, low);
        int whole = code.two(LaneOp.EQUAL, new Roundings(code).floor(y), y);
        int half = code.mul(y, code.number(0.5));
        int even = code.two(LaneOp.EQUAL, new Roundings(code).floor(half), half);
        int signed = code.blend(even, code.number(1), x); // an odd power has the sign of x
        int sign = code.two(LaneOp.BITS_AND, code.toBits(signed), code.bitsNumber(p.signBit()));
        int usual = code.fromBits(code.two(LaneOp.BITS_OR, code.toBits(value), sign));
        int normalResult = code.two(LaneOp.LESS_EQUAL, code.one(LaneOp.ABS, high), code.number(p.normalExp() - 1));
        int real = code.less(code.number(0), code.blend(whole, code.number(1), x));
        int mask = code.two(LaneOp.MASK_AND, code.two(LaneOp.MASK_AND, normalResult, real), new Logarithms(code).isNormal(size));
        return code.rarely(mask, usual, () -> code.call(ScalarOp.POW, x, y));
    }

    /**
     * log x = k ln 2 + 2 s + 2/3 s^3 + s^5 P(s^2) for x normal and above 0. The term in s^3 has an error of its own, as y multiplies all:
     * by 2000 in float64, where the result is still finite.
     */
    private Sum log(int x) {
        Logarithms.Split split = new Logarithms(code).split(x);
        int one = code.number(1);
        int f = code.sub(split.fraction(), one);
        int d = code.add(split.fraction(), one);
        int lost = code.sub(split.fraction(), code.sub(d, one));
        int inverse = code.div(one, d);
        int s = code.mul(f, inverse);
        int minus = code.one(LaneOp.NEG, s);
        int sLow = code.mul(code.fma(minus, lost, code.fma(minus, d, f)), inverse);
        Sum cubic = twoThirds(cube(s, sLow));
        int z = code.mul(s, s);
        int rest = code.mul(code.mul(code.mul(z, s), z), code.polynomial(z, p.single() ? SINGLE : DOUBLE));
        int twice = code.add(s, s);
        int near = code.add(twice, cubic.high);
        int nearLow = code.add(code.sub(cubic.high, code.sub(near, twice)), code.add(code.add(sLow, sLow), code.add(cubic.low, rest)));
        int k = split.exponent();
        int large = code.mul(k, code.number(p.ln2High())); // exact
        int sum = code.add(large, near);
        int error = code.sub(near, code.sub(sum, large));
        int low = code.add(error, code.fma(k, code.number(p.ln2Low()), nearLow));
        int high = code.add(sum, low);
        return new Sum(high, code.sub(low, code.sub(high, sum)));
    }

    /** The third power of s + low. */
    private Sum cube(int s, int low) {
        int z = code.mul(s, s);
        int zLow = code.fma(code.add(s, s), low, code.fma(s, s, code.one(LaneOp.NEG, z)));
        int c = code.mul(z, s);
        int cLow = code.fma(z, low, code.fma(zLow, s, code.fma(z, s, code.one(LaneOp.NEG, c))));
        return new Sum(c, cLow);
    }

    private Sum twoThirds(Sum x) {
        double high = p.single() ? (float) (2.0 / 3) : 2.0 / 3;
        double low = p.single() ? 2.0 / 3 - high : 0x1p-54 / 1.5; // what the type leaves out of 2/3
        int c = code.number(high);
        int t = code.mul(x.high, c);
        int rest = code.fma(x.high, c, code.one(LaneOp.NEG, t));
        return new Sum(t, code.fma(x.low, c, code.fma(x.high, code.number(low), rest)));
    }
}
