package dev.ricci.cpu.loop;

/** cbrt and hypot as steps on lanes. */
final class Roots {
    /** cbrt between sqrt(1/2) and sqrt(2), near-minimax, relative errors 1e-5 and 2e-7. */
    private static final double[] CBRT_SINGLE = {0.4536885, 0.89673924, -0.5237667, 0.20934606, -0.036000192};
    private static final double[] CBRT_DOUBLE = {0.3996951446865334, 1.1890300949279746, -1.167199483864666, 0.9453125400840441,
        -0.49622535361458026, 0.14865407435804498, -0.01926717343884374};

    private final LaneCode code;
    private final Precision p;

    Roots(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    /** The cube root with the sign of x; what is not a normal number takes the longer way. */
    int cbrt(int x) {
        int size = code.one(LaneOp.ABS, x);
        int usual = ofNormal(size);
        int sized = code.rarely(new Logarithms(code).isNormal(size), usual, () -> {
            int third = p.single() ? 9 : 18;
            int root = code.mul(ofNormal(code.mul(size, code.number(Math.scalb(1.0, 3 * third)))), code.number(Math.scalb(1.0, -third)));
            int subnormal = code.two(LaneOp.MASK_AND, code.less(code.number(0), size), code.less(size, code.number(1)));
            return code.blend(subnormal, root, size); // 0, infinity and NaN stay
        });
        return code.withSign(sized, x);
    }

    /**
     * The root of t = 2^r m, r from -1 to 1, times 2^q, where x = 2^(3 q + r) m. A first value y from m is mended by the series of
     * (1 + h)^(-1/3), h = y^3 / t - 1, in which y^3 - t is computed without loss.
     */
    private int ofNormal(int x) {
        Logarithms.Split split = new Logarithms(code).split(x);
        int rounder = code.number(p.rounder());
        int shifted = code.fma(split.exponent(), code.number(1.0 / 3), rounder);
        int r = code.fma(code.sub(shifted, rounder), code.number(-3), split.exponent());
        int zero = code.number(0);
        int one = code.number(1);
        int less = code.less(r, zero);
        int more = code.less(zero, r);
        int factor = code.blend(less, code.number(Math.cbrt(0.5)), code.blend(more, code.number(Math.cbrt(2)), one));
        int t = code.mul(split.fraction(), code.blend(less, code.number(0.5), code.blend(more, code.number(2), one)));
        int y = code.mul(code.polynomial(split.fraction(), p.single() ? CBRT_SINGLE : CBRT_DOUBLE), factor);
        int square = code.mul(y, y);
        int lost = code.fma(y, y, code.one(LaneOp.NEG, square));
        int h = code.div(code.fma(lost, y, code.fma(square, y, code.one(LaneOp.NEG, t))), t);
        int series = code.fma(h, code.number(2.0 / 9), code.number(-1.0 / 3));
        int root = code.fma(code.mul(y, h), series, y);
        int scale = code.shl(code.toBits(shifted), p.fraction());
        return code.fromBits(code.two(LaneOp.BITS_ADD, code.toBits(root), scale));
    }

    /** sqrt(x^2 + y^2); where a square would leave the range, on numbers scaled by a power of two. */
    int hypot(int x, int y) {
        int a = code.one(LaneOp.ABS, x);
        int b = code.one(LaneOp.ABS, y);
        int swap = code.less(a, b);
        int most = code.blend(swap, b, a);
        int least = code.blend(swap, a, b);
        int bound = code.number(Math.scalb(1.0, p.bias() / 2 - 2));
        int usual = code.two(LaneOp.MASK_AND, code.less(code.number(Math.scalb(1.0, 2 - p.bias() / 2)), most), code.less(most, bound));
        return code.rarely(usual, root(most, least), () -> {
            int infinity = code.number(Double.POSITIVE_INFINITY);
            int large = code.two(LaneOp.LESS_EQUAL, bound, most);
            int up = p.bias() / 2 + p.fraction() + 5;
            int down = -(p.bias() / 2 + 5);
            int scale = code.blend(large, code.number(Math.scalb(1.0, down)), code.number(Math.scalb(1.0, up)));
            int back = code.blend(large, code.number(Math.scalb(1.0, -down)), code.number(Math.scalb(1.0, -up)));
            int length = code.mul(root(code.mul(most, scale), code.mul(least, scale)), back);
            int some = code.blend(code.two(LaneOp.EQUAL, a, infinity), a, length);
            return code.blend(code.two(LaneOp.EQUAL, b, infinity), b, some); // whatever the other one is, as in C
        });
    }

    private int root(int most, int least) {
        return code.one(LaneOp.SQRT, code.fma(most, most, code.mul(least, least)));
    }
}
