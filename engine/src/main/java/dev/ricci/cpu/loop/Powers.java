package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/**
 * x to the power y as steps on lanes: exp(y log |x|), the logarithm as the sum of two numbers, or its error would be multiplied by y.
 *
 * <p>The logarithm is that of {@link Logarithms}, with s = f / (2 + f) carried to twice the precision (Muller, Elementary Functions,
 * 3rd ed., 14.3); its polynomials are interpolated at Chebyshev nodes with 50 digits. Infinities, zeros, NaN, subnormal numbers and
 * results near them go to the JDK's function.
 */
final class Powers {
    private static final double[] SINGLE = {0.6666666655352537, 0.4000012263369878, 0.2855073084477381, 0.2333291280436864};
    private static final double[] DOUBLE = {0.6666666666666666, 0.4000000000000089, 0.2857142857079543, 0.2222222239356661,
        0.18181795442371984, 0.1538625044794019, 0.13268485680654427, 0.13089629160674623};

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
        int whole = code.two(LaneOp.EQUAL, Lowering.floor(code, y), y);
        int half = code.mul(y, code.number(0.5));
        int even = code.two(LaneOp.EQUAL, Lowering.floor(code, half), half);
        int signed = code.blend(even, code.number(1), x); // an odd power has the sign of x
        int sign = code.two(LaneOp.BITS_AND, code.toBits(signed), code.bitsNumber(p.signBit()));
        int usual = code.fromBits(code.two(LaneOp.BITS_OR, code.toBits(value), sign));
        int normalResult = code.two(LaneOp.LESS_EQUAL, code.one(LaneOp.ABS, high), code.number(p.normalExp() - 1));
        int real = code.less(code.number(0), code.blend(whole, code.number(1), x));
        int mask = code.two(LaneOp.MASK_AND, code.two(LaneOp.MASK_AND, normalResult, real), new Logarithms(code).isNormal(size));
        return code.rarely(mask, usual, () -> code.call(ScalarOp.POW, x, y));
    }

    /** log x for x normal and above 0. */
    private Sum log(int x) {
        Logarithms.Split split = new Logarithms(code).split(x);
        int one = code.number(1);
        int f = code.sub(split.fraction(), one);
        int d = code.add(split.fraction(), one);
        int lost = code.sub(split.fraction(), code.sub(d, one));
        int inverse = code.div(one, d);
        int s = code.mul(f, inverse);
        int rest = code.fma(code.one(LaneOp.NEG, s), d, f); // f - s d, exact
        int sLow = code.mul(code.fma(code.one(LaneOp.NEG, s), lost, rest), inverse);
        int z = code.mul(s, s);
        int r = code.mul(s, code.mul(z, code.polynomial(z, p.single() ? SINGLE : DOUBLE)));
        int small = code.add(code.add(sLow, sLow), r);
        int k = split.exponent();
        int large = code.mul(k, code.number(p.ln2High())); // exact
        int twice = code.add(s, s);
        int sum = code.add(large, twice);
        int error = code.sub(twice, code.sub(sum, large));
        int low = code.add(error, code.fma(k, code.number(p.ln2Low()), small));
        int high = code.add(sum, low);
        return new Sum(high, code.sub(low, code.sub(high, sum)));
    }
}
