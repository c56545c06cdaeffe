package dev.ricci.cpu.loop;

import java.util.function.IntBinaryOperator;

/**
 * log, log2, log10 and log1p as steps on lanes: x = 2^e m with m between sqrt(1/2) and sqrt(2), then log m by the series of the inverse
 * hyperbolic tangent in s = f / (2 + f), f = m - 1 (Freely Distributable LIBM 5.3, e_log.c, by Sun Microsystems; the coefficients are
 * its).
 */
final class Logarithms {
    private static final double[] SINGLE = {0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841};
    private static final double[] DOUBLE = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
        2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01};

    /** 1 / (2 + 2 f) is 1/2 - f times this polynomial to 0.4 % for fractions of a {@link Split}. */
    private static final double[] INVERSE = {0.50249755, -0.5403064, 0.45711952};

    private final LaneCode code;
    private final Precision p;

    Logarithms(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** log x: NaN below 0, -infinity at 0. Normal numbers above 0 take the short way. */
    int log(int x) {
        return everywhere(x, this::ofNormal);
    }

    /** log x to the base 2: exact where x is a power of two. */
    int log2(int x) {
        return everywhere(x, (y, shift) -> {
            Split split = split(y);
            return code.fma(sum(terms(split.fraction)), code.number(0x1.71547652b82fep+0), code.add(split.exponent, shift));
        });
    }

    /** log x to the base 10: multiples of the leading bits of log10 2 are exact. */
    int log10(int x) {
        double large = p.single() ? 0x1.344p-2 : 0x1.34413509f4p-2;
        double small = p.single() ? 4.605038981195214e-06 : 8.241712586023572e-13;
        return everywhere(x, (y, shift) -> {
            Split split = split(y);
            int k = code.add(split.exponent, shift);
            int fraction = code.fma(sum(terms(split.fraction)), code.number(0x1.bcb7b1526e50ep-2), code.mul(k, code.number(small)));
            return code.fma(k, code.number(large), fraction);
        });
    }

    /** A logarithm of x, given as that of a normal number above 0 that is multiplied by 2^shift. */
    private int everywhere(int x, IntBinaryOperator normal) {
        return code.rarely(isNormal(x), normal.applyAsInt(x, code.number(0)), () -> atTheEnds(x, normal));
    }

    /** The mask of normal numbers above 0. */
    int isNormal(int x) {
        int aboveLeast = code.two(LaneOp.LESS_EQUAL, code.number(least()), x);
        return code.two(LaneOp.MASK_AND, aboveLeast, code.less(x, code.number(Double.POSITIVE_INFINITY)));
    }

    private double least() {
        return p.single() ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    private int atTheEnds(int x, IntBinaryOperator normal) {
        int zero = code.number(0);
        int lift = p.fraction() + 1;
        int lifted = normal.applyAsInt(code.mul(x, code.number(Math.scalb(1.0, lift))), code.number(-lift)); // of subnormal numbers
        int infinity = code.number(Double.POSITIVE_INFINITY);
        int atZero = code.blend(code.two(LaneOp.EQUAL, x, zero), code.number(Double.NEGATIVE_INFINITY), code.number(Double.NaN));
        int defined = code.blend(code.less(zero, x), lifted, atZero);
        return code.blend(code.two(LaneOp.EQUAL, x, infinity), infinity, defined);
    }

    /** A number as 2^exponent times a fraction between sqrt(1/2) and sqrt(2); bits is the exponent as an integer. */
    record Split(int bits, int exponent, int fraction) {}

    /** Splits a normal number above 0. */
    Split split(int x) {
        int bits = code.toBits(x);
        int e = code.sar(code.two(LaneOp.BITS_SUB, bits, code.bitsNumber(p.bits(Math.sqrt(0.5)))), p.fraction());
        int m = code.fromBits(code.two(LaneOp.BITS_SUB, bits, code.shl(e, p.fraction())));
        int rounder = code.number(p.rounder());
        int exponent = code.sub(code.fromBits(code.two(LaneOp.BITS_ADD, e, code.bitsNumber(p.rounderBits()))), rounder);
        return new Split(e, exponent, m);
    }

    /** log m as f - (half - rest) with f = m - 1, half = f^2 / 2. */
    private record Terms(int f, int half, int rest) {}

    private Terms terms(int m) {
        int f = code.sub(m, code.number(1));
        int s = code.div(f, code.add(f, code.number(2)));
        int z = code.mul(s, s);
        int r = code.mul(z, code.polynomial(z, p.single() ? SINGLE : DOUBLE));
        int half = code.mul(code.mul(f, f), code.number(0.5));
        return new Terms(f, half, code.mul(s, code.add(half, r)));
    }

    /** log y + shift ln 2 for y normal and above 0. */
    private int ofNormal(int y, int shift) {
        Split split = split(y);
        return sum(code.add(split.exponent, shift), terms(split.fraction), -1);
    }

    /** k ln 2 + log m + low, or without low where it is -1. */
    private int sum(int k, Terms t, int low) {
        int small = code.fma(k, code.number(p.ln2Low()), t.rest);
        int all = low < 0 ? small : code.add(small, low);
        return code.fma(k, code.number(p.ln2High()), code.sub(t.f, code.sub(t.half, all)));
    }

    /** log m. */
    private int sum(Terms t) {
        return code.sub(t.f, code.sub(t.half, t.rest));
    }

    /** log(high + low) + shift ln 2, for high normal and above 0 and low below a unit in its last place. */
    int ofSum(int high, int low, int shift) {
        Split split = split(high);
        Terms t = terms(split.fraction);
        // 2^(1 - exponent), or 0 for the largest numbers, where low does not count
        int scale = code.fromBits(code.shl(code.two(LaneOp.BITS_SUB, code.bitsNumber(p.bias() + 1), split.bits), p.fraction()));
        int inverse = code.fma(t.f, code.one(LaneOp.NEG, code.polynomial(t.f, INVERSE)), code.number(0.5)); // of 2 + 2 f, roughly
        int k = shift < 0 ? split.exponent : code.add(split.exponent, shift);
        return sum(k, t, code.mul(code.mul(low, scale), inverse));
    }

    /** log(1 + x): what rounding takes from 1 + x goes into {@link #ofSum}. */
    int log1p(int x) {
        int one = code.number(1);
        int u = code.add(x, one);
        int lost = code.sub(x, code.sub(u, one));
        int sum = code.rarely(isNormal(u), ofSum(u, lost, -1), () -> atTheEnds(u, this::ofNormal));
        return new Exponentials(code).tinyAsItIs(x, sum);
    }

    /** log(1 + x) for x from 0 to 1. */
    int log1pOfFraction(int x) {
        int one = code.number(1);
        int u = code.add(x, one);
        return new Exponentials(code).tinyAsItIs(x, ofSum(u, code.sub(x, code.sub(u, one)), -1));
    }
}
