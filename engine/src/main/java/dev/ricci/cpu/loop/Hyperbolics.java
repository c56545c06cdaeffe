package dev.ricci.cpu.loop;

/**
 * The hyperbolic functions and their inverses as steps on lanes.
 *
 * <p>Near 0 odd polynomials, near-minimax (Chebyshev interpolation with 60 digits), so that nothing cancels. Further out sinh and cosh come
 * from x = n ln 2 + r and the Taylor series of sinh r and cosh r, the inverse ones from the logarithm of a number carried as the sum of a
 * large part and a small one: its rounding alone would cost one unit in the last place.
 */
final class Hyperbolics {
    private static final double[] TANH_SINGLE = {-0.3333333, 0.13333113, -0.05390943, 0.021309389, -0.0066102277};
    private static final double[] TANH_DOUBLE = {-0.3333333333333333, 0.13333333333332714, -0.053968253967434016, 0.021869488493666944,
        -0.008863234397814355, 0.003592110378689024, -0.001455661830100716, 0.0005889360520074057, -0.0002346347410887237,
        8.511313685577672e-05, -2.060276537636634e-05};
    private static final double[] ASINH_SINGLE = {-0.16666664, 0.07499582, -0.044506513, 0.028783606, -0.014288508};
    private static final double[] ASINH_DOUBLE = {-0.16666666666666666, 0.0749999999999864, -0.044642857140252436, 0.030381944248546365,
        -0.022372151449922602, 0.01735258771519257, -0.013962235682232349, 0.011526210169675569, -0.009591452221673173,
        0.007622309427481728, -0.004992717198142511, 0.0018854117655039003};
    private static final double[] ATANH_SINGLE = {0.3333333, 0.20000473, 0.1426398, 0.11469875, 0.064934894, 0.1575178};
    private static final double[] ATANH_DOUBLE = {0.3333333333333333, 0.20000000000000864, 0.14285714285490106, 0.11111111133938968,
        0.09090907881509189, 0.07692345940270638, 0.06665886352701884, 0.05893099692590042, 0.05160769881147162, 0.05441915418234587,
        0.012292448728540531, 0.13557903913692299, -0.14450491183414468, 0.21098097885975797};
    /** From here on x^2 + 1 and x^2 - 1 are x^2 to the last place. */
    private static final double LARGE = 0x1p40;
    /** From here on exp(-x) does not show beside exp(x). */
    private static final double FEW_DOUBLINGS = 60;

    private final LaneCode code;
    private final Precision p;
    private final Exponentials exponentials;

    Hyperbolics(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
        this.exponentials = new Exponentials(code);
    }

    /** tanh x = 1 - 2 / (exp 2|x| + 1) with the sign of x. */
    int tanh(int x) {
        int size = code.one(LaneOp.ABS, x);
        int most = code.number(p.single() ? 10 : 20);
        int bounded = code.blend(code.less(most, size), most, size); // NaN stays
        int e = exponentials.normalExp(code.add(bounded, bounded));
        int one = code.number(1);
        int far = code.sub(one, code.div(code.number(2), code.add(e, one)));
        return nearOrFar(x, size, 0.55, p.single() ? TANH_SINGLE : TANH_DOUBLE, far);
    }

    /** Of the size of x: x + x^3 times a polynomial in x^2, from a limit on far; with the sign of x. NaN stays. */
    private int nearOrFar(int x, int size, double limit, double[] coefficients, int far) {
        int z = code.mul(size, size);
        int near = code.fma(code.mul(size, z), code.polynomial(z, coefficients), size);
        return code.withSign(code.blend(code.two(LaneOp.LESS_EQUAL, code.number(limit), size), far, near), x);
    }

    /** 2^(n-2) and 2^(-n-2), their sum and difference, and sinh r and cosh r - 1. */
    private record Halves(int sum, int difference, int sinh, int coshm1) {}

    private Halves halves(int size) {
        int most = code.number(p.single() ? 89.5 : 710.5);
        Exponentials.Parts parts = exponentials.parts(code.blend(code.less(most, size), most, size));
        int up = exponentials.power(code.two(LaneOp.BITS_SUB, parts.whole(), code.bitsNumber(p.rounderBits() + 2)));
        int down = exponentials.power(code.two(LaneOp.BITS_SUB, code.bitsNumber(p.rounderBits() - 2), parts.whole()));
        down = code.blend(code.less(parts.n(), code.number(FEW_DOUBLINGS)), down, code.number(0));
        int w = code.mul(parts.r(), parts.r());
        int sinh = code.fma(code.mul(parts.r(), w), code.polynomial(w, series(3)), parts.r());
        int coshm1 = code.mul(w, code.polynomial(w, series(2)));
        return new Halves(code.add(up, down), code.sub(up, down), sinh, coshm1);
    }

    /** 1 / first!, 1 / (first + 2)!, ... */
    private double[] series(int first) {
        double[] c = new double[p.single() ? 3 : 7];
        double factorial = first == 3 ? 6 : 2;
        for (int i = 0; i < c.length; i++) {
            c[i] = 1 / factorial;
            factorial *= (first + 2 * i + 1) * (first + 2 * i + 2);
        }
        return c;
    }

    /** sinh x = (2^(n-1) - 2^(-n-1)) cosh r + (2^(n-1) + 2^(-n-1)) sinh r, halved until the end, where it may overflow. */
    int sinh(int x) {
        Halves h = halves(code.one(LaneOp.ABS, x));
        int half = code.add(h.difference, code.fma(h.coshm1, h.difference, code.mul(h.sinh, h.sum)));
        return exponentials.tinyAsItIs(x, code.withSign(code.add(half, half), x));
    }

    /** cosh x, likewise. */
    int cosh(int x) {
        Halves h = halves(code.one(LaneOp.ABS, x));
        int half = code.add(h.sum, code.fma(h.coshm1, h.sum, code.mul(h.sinh, h.difference)));
        return code.add(half, half);
    }

    /** sqrt(q + low) as the sum of two. */
    private int[] root(int q, int low) {
        int s = code.one(LaneOp.SQRT, q);
        int rest = code.add(code.fma(code.one(LaneOp.NEG, s), s, q), low);
        return new int[] {s, code.mul(rest, code.div(code.number(0.5), s))};
    }

    /** The logarithm of high + low, and log(2 size) where size is large, infinite or NaN. */
    private int logOrLarge(int size, int high, int low) {
        int few = code.less(size, code.number(LARGE));
        int zero = code.number(0);
        int log = new Logarithms(code).ofSum(code.blend(few, high, size), code.blend(few, low, zero),
                code.blend(few, zero, code.number(1)));
        return code.blend(code.less(size, code.number(Double.POSITIVE_INFINITY)), log, size);
    }

    /** asinh x = log(|x| + sqrt(x^2 + 1)) with the sign of x. */
    int asinh(int x) {
        int size = code.one(LaneOp.ABS, x);
        int one = code.number(1);
        int q = code.fma(size, size, one);
        int[] s = root(q, code.fma(size, size, code.sub(one, q)));
        int u = code.add(s[0], size);
        int low = code.add(code.sub(size, code.sub(u, s[0])), s[1]);
        return nearOrFar(x, size, 0.5, p.single() ? ASINH_SINGLE : ASINH_DOUBLE, logOrLarge(size, u, low));
    }

    /** acosh x = log(1 + w), w = t + sqrt(t^2 + 2 t), t = x - 1: exact near 1. */
    int acosh(int x) {
        int one = code.number(1);
        int t = code.sub(x, one);
        int twice = code.add(t, t);
        int q = code.fma(t, t, twice);
        int[] s = root(q, code.fma(t, t, code.sub(twice, q)));
        int w = code.add(s[0], t);
        int wLow = code.add(code.sub(t, code.sub(w, s[0])), s[1]);
        int u = code.add(w, one);
        int part = code.sub(u, w);
        int lost = code.add(code.sub(w, code.sub(u, part)), code.sub(one, part));
        int above = logOrLarge(x, u, code.add(lost, wLow));
        int least = code.blend(code.two(LaneOp.EQUAL, x, one), code.number(0), code.number(Double.NaN));
        return code.blend(code.less(one, x), above, least);
    }

    /** atanh x = log((1 + |x|) / (1 - |x|)) / 2 with the sign of x. */
    int atanh(int x) {
        int size = code.one(LaneOp.ABS, x);
        int one = code.number(1);
        int above = code.add(size, one);
        int lost = code.sub(size, code.sub(above, one));
        int below = code.sub(one, size); // exact from 1/2 on
        int inverse = code.div(one, below);
        int v = code.mul(above, inverse);
        int low = code.mul(code.add(code.fma(code.one(LaneOp.NEG, v), below, above), lost), inverse);
        int half = code.mul(new Logarithms(code).ofSum(v, low, -1), code.number(0.5));
        int end = code.blend(code.two(LaneOp.EQUAL, size, one), code.number(Double.POSITIVE_INFINITY), code.number(Double.NaN));
        int far = code.blend(code.less(size, one), half, end);
        return nearOrFar(x, size, 0.5, p.single() ? ATANH_SINGLE : ATANH_DOUBLE, far);
    }
}
