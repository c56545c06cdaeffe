package dev.ricci.cpu.loop;

/**
 * asin, acos, atan and atan2 as steps on lanes: x + x^3 times a near-minimax polynomial in x^2 (Chebyshev interpolation with 60 digits),
 * the argument brought near 0 by asin x = pi/2 - 2 asin sqrt((1 - x) / 2) and atan x = pi/2 - atan 1/x (Abramowitz and Stegun 4.4).
 */
final class ArcFunctions {
    private static final double[] ASIN_SINGLE = {0.16666666, 0.07500094, 0.044599403, 0.031100662, 0.017149238, 0.033690847};
    private static final double[] ASIN_DOUBLE = {0.1666666666666665, 0.07500000000020764, 0.044642857103423646, 0.03038194736709848,
        0.02237204763174451, 0.017355259955786323, 0.013929652902326633, 0.011875494382636922, 0.0078029494773533175,
        0.01603551434914882, -0.010749050339697808, 0.028169218060881414};
    private static final double[] ATAN_SINGLE = {-0.3333333, 0.1999974, -0.14278568, 0.110337645, -0.0865688, 0.06250169, -0.03587154,
        0.013507771, -0.0023869972};
    private static final double[] ATAN_DOUBLE = {-0.3333333333333333, 0.19999999999999554, -0.14285714285648404, 0.11111111107234799,
        -0.09090908969557403, 0.07692305354678655, -0.06666636435777692, 0.05882074956371294, -0.05261265735709454, 0.04752086773576656,
        -0.04308119655330471, 0.03872640214042632, -0.033750132001619734, 0.027567942297344678, -0.020238706986393514,
        0.012756172907694298, -0.006575683344151699, 0.002622977891906089, -0.0007518472526973822, 0.0001368724853148122,
        -1.1832505417555692e-05};

    private final LaneCode code;
    private final boolean single;

    ArcFunctions(LaneCode code) {
        this.code = code;
        this.single = Precision.of(code.type()).single();
    }

    /** The part of a multiple of pi/2 that the type holds. */
    private int high(int quarters) {
        return code.number(single ? (float) (quarters * (Math.PI / 2)) : quarters * (Math.PI / 2));
    }

    /** The rest of it. */
    private int low(int quarters) {
        return code.number(quarters * (single ? Math.PI / 2 - (float) (Math.PI / 2) : 0x1.1a62633145c07p-54));
    }

    /** x^2, or (1 - |x|) / 2 beyond 1/2; x or its root, and what comes to that in the arc sine. */
    private record Arc(int outer, int root, int rest) {}

    /** Within 1/2 of x, given also as inner, which may lack its sign. */
    private Arc arc(int size, int inner) {
        int outer = code.less(code.number(0.5), size);
        int beside = code.fma(size, code.number(-0.5), code.number(0.5)); // exact
        int z = code.blend(outer, beside, code.mul(size, size));
        int root = code.blend(outer, code.one(LaneOp.SQRT, z), inner);
        return new Arc(outer, root, code.mul(code.mul(root, z), code.polynomial(z, single ? ASIN_SINGLE : ASIN_DOUBLE)));
    }

    int asin(int x) {
        int size = code.one(LaneOp.ABS, x);
        Arc a = arc(size, size);
        int minusTwo = code.number(-2);
        int far = code.fma(minusTwo, a.root, high(1));
        far = code.add(far, code.fma(minusTwo, a.rest, low(1)));
        return code.withSign(code.blend(a.outer, far, code.add(a.root, a.rest)), x);
    }

    int acos(int x) {
        int zero = code.number(0);
        Arc a = arc(code.one(LaneOp.ABS, x), x);
        int sum = code.add(a.root, a.rest);
        int twice = code.add(sum, sum);
        int left = code.less(x, zero);
        int from = code.blend(left, high(2), zero);
        int fromLow = code.blend(left, low(2), zero);
        int taken = code.blend(left, twice, code.one(LaneOp.NEG, twice));
        int far = code.sub(from, code.sub(taken, fromLow));
        int near = code.sub(high(1), code.add(a.root, code.sub(a.rest, low(1))));
        return code.blend(a.outer, far, near);
    }

    /** atan q for q from 0 to 1. */
    private int ofFraction(int q) {
        int z = code.mul(q, q);
        return code.fma(code.mul(q, z), code.polynomial(z, single ? ATAN_SINGLE : ATAN_DOUBLE), q);
    }

    int atan(int x) {
        int size = code.one(LaneOp.ABS, x);
        int one = code.number(1);
        int wide = code.less(one, size);
        int r = ofFraction(code.blend(wide, code.div(one, size), size));
        return code.withSign(code.blend(wide, code.sub(high(1), code.sub(r, low(1))), r), x);
    }

    /** The angle of (x, y): atan of the smaller over the larger, from the nearest axis. Meaning of zeros and infinities as in C. */
    int atan2(int y, int x) {
        int up = code.one(LaneOp.ABS, y);
        int along = code.one(LaneOp.ABS, x);
        int steep = code.less(along, up);
        int least = code.blend(steep, along, up);
        int most = code.blend(steep, up, along);
        int zero = code.number(0);
        int one = code.number(1);
        int quotient = code.div(least, most);
        int usual = code.two(LaneOp.MASK_AND, code.less(zero, most), code.less(most, code.number(Double.POSITIVE_INFINITY)));
        int q = code.rarely(usual, quotient, () -> {
            int both = code.blend(code.less(zero, most), one, zero); // both infinite, or both 0
            return code.blend(code.two(LaneOp.EQUAL, least, most), both, quotient);
        });
        int r = ofFraction(q);
        int left = code.less(code.withSign(one, x), zero);
        int from = code.blend(steep, high(1), code.blend(left, high(2), zero));
        int fromLow = code.blend(steep, low(1), code.blend(left, low(2), zero));
        int minus = code.one(LaneOp.NEG, r);
        int towards = code.blend(steep, code.blend(left, r, minus), code.blend(left, minus, r));
        return code.withSign(code.add(from, code.add(towards, fromLow)), y);
    }
}
