package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/**
 * Whole numbers and remainders as steps on lanes. Adding and subtracting 2^(bits of the fraction) rounds |a| to a whole number, halves to
 * the even one; what is that large already, infinite or NaN, stays as it is.
 */
final class Roundings {
    private final LaneCode code;
    private final Precision p;
    private final int zero;

    Roundings(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
        this.zero = code.number(0);
    }

    /** A whole number near a, and the mask of those a that may not be whole. */
    private record Near(int size, int whole, int inside) {}

    private Near near(int a) {
        int limit = code.number(Math.scalb(1.0, p.fraction()));
        int size = code.one(LaneOp.ABS, a);
        return new Near(size, code.sub(code.add(size, limit), limit), code.less(size, limit));
    }

    int round(int a) {
        Near n = near(a);
        return code.withSign(code.blend(n.inside, n.whole, n.size), a);
    }

    int trunc(int a) {
        Near n = near(a);
        int below = code.blend(code.less(n.size, n.whole), code.sub(n.whole, code.number(1)), n.whole);
        return code.withSign(code.blend(n.inside, below, n.size), a);
    }

    /** The largest whole number that is not above. */
    int floor(int a) {
        Near n = near(a);
        int whole = code.withSign(n.whole, a);
        int below = code.blend(code.less(a, whole), code.sub(whole, code.number(1)), whole);
        return code.blend(n.inside, below, a);
    }

    /** The smallest whole number that is not below; that above -1 is -0. */
    int ceil(int a) {
        return code.one(LaneOp.NEG, floor(code.one(LaneOp.NEG, a)));
    }

    /** The remainder with the sign of a, exact. Where the quotient is large or an argument special, lane by lane. */
    int fmod(int a, int b) {
        int rest = rest(a, b);
        return code.rarely(small(a, b), code.withSign(rest, a), () -> code.each(ScalarOp.FMOD, a, b, b));
    }

    /** The remainder with the sign of b: that of a, moved by b where the signs differ; 0 has the sign of b. */
    int remainder(int a, int b) {
        int rest = code.withSign(rest(a, b), a);
        int other = code.less(code.mul(rest, code.withSign(code.number(1), b)), zero);
        int moved = code.blend(other, code.add(rest, b), rest);
        int usual = code.withSign(code.one(LaneOp.ABS, moved), b);
        return code.rarely(small(a, b), usual, () -> code.each(ScalarOp.REMAINDER, a, b, b));
    }

    /** Whether |a / b| is so small that its nearest whole number is exact, and both are finite. */
    private int small(int a, int b) {
        int bound = code.mul(code.one(LaneOp.ABS, b), code.number(Math.scalb(1.0, p.fraction() - 1)));
        int finite = code.less(bound, code.number(Double.POSITIVE_INFINITY));
        return code.two(LaneOp.MASK_AND, code.less(code.one(LaneOp.ABS, a), bound), finite);
    }

    /** |a| less the nearest multiple of |b|, which is exact, brought above 0. */
    private int rest(int a, int b) {
        int size = code.one(LaneOp.ABS, a);
        int by = code.one(LaneOp.ABS, b);
        int limit = code.number(Math.scalb(1.0, p.fraction()));
        int quotient = code.sub(code.add(code.div(size, by), limit), limit);
        int rest = code.fma(code.one(LaneOp.NEG, quotient), by, size);
        return code.blend(code.less(rest, zero), code.add(rest, by), rest);
    }
}
