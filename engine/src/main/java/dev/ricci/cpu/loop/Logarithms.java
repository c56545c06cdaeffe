package dev.ricci.cpu.loop;

/**
 * log and log1p as steps on lanes: x = 2^e m with m between sqrt(1/2) and sqrt(2), then log m by the series of the inverse hyperbolic
 * tangent in s = f / (2 + f), f = m - 1 (Freely Distributable LIBM 5.3, e_log.c, by Sun Microsystems; the coefficients are its).
 */
final class Logarithms {
    private static final double[] SINGLE = {0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841};
    private static final double[] DOUBLE = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
        2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01};

    private final LaneCode code;
    private final Precision p;

    Logarithms(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** log x: NaN below 0, -infinity at 0. Normal numbers above 0 take the short way. */
    int log(int x) {
        return code.rarely(isNormal(x), ofNormal(x, code.number(0)), () -> atTheEnds(x));
    }

    /** The mask of normal numbers above 0. */
    int isNormal(int x) {
        int aboveLeast = code.two(LaneOp.LESS_EQUAL, code.number(least()), x);
        return code.two(LaneOp.MASK_AND, aboveLeast, code.less(x, code.number(Double.POSITIVE_INFINITY)));
    }

    private double least() {
        return p.single() ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    private int atTheEnds(int x) {
        int zero = code.number(0);
        int lift = p.fraction() + 1;
        int lifted = ofNormal(code.mul(x, code.number(Math.scalb(1.0, lift))), code.number(-lift)); // of subnormal numbers
        int infinity = code.number(Double.POSITIVE_INFINITY);
        int atZero = code.blend(code.two(LaneOp.EQUAL, x, zero), code.number(Double.NEGATIVE_INFINITY), code.number(Double.NaN));
        int defined = code.blend(code.less(zero, x), lifted, atZero);
        return code.blend(code.two(LaneOp.EQUAL, x, infinity), infinity, defined);
    }

    /** A number as 2^exponent times a fraction between sqrt(1/2) and sqrt(2). */
    record Split(int exponent, int fraction) {}

    /** Splits a normal number above 0. */
    Split split(int x) {
        int bits = code.toBits(x);
        int e = code.sar(code.two(LaneOp.BITS_SUB, bits, code.bitsNumber(p.bits(Math.sqrt(0.5)))), p.fraction());
        int m = code.fromBits(code.two(LaneOp.BITS_SUB, bits, code.shl(e, p.fraction())));
        int rounder = code.number(p.rounder());
        int exponent = code.sub(code.fromBits(code.two(LaneOp.BITS_ADD, e, code.bitsNumber(p.rounderBits()))), rounder);
        return new Split(exponent, m);
    }

    /** log y + shift ln 2 for y normal and above 0. */
    private int ofNormal(int y, int shift) {
        Split split = split(y);
        int k = code.add(split.exponent, shift);
        int f = code.sub(split.fraction, code.number(1));
        int s = code.div(f, code.add(f, code.number(2)));
        int z = code.mul(s, s);
        int r = code.mul(z, code.polynomial(z, p.single() ? SINGLE : DOUBLE));
        int half = code.mul(code.mul(f, f), code.number(0.5));
        int low = code.fma(s, code.add(half, r), code.mul(k, code.number(p.ln2Low())));
        return code.fma(k, code.number(p.ln2High()), code.sub(f, code.sub(half, low)));
    }

    /** log(1 + x) = log u + (x - (u - 1)) / u with u = 1 + x rounded: the second term is what rounding took (Higham, 2nd ed., 1.14.1). */
    int log1p(int x) {
        int one = code.number(1);
        int zero = code.number(0);
        int u = code.add(x, one);
        int lost = code.div(code.sub(x, code.sub(u, one)), u);
        int finite = code.blend(code.less(u, code.number(Double.POSITIVE_INFINITY)), lost, zero);
        int sum = code.add(log(u), code.blend(code.less(zero, u), finite, zero));
        return new Exponentials(code).tinyAsItIs(x, sum);
    }
}
