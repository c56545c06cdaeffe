package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/**
 * sin, cos and tan as steps on lanes: x = n pi/2 + r by three fused subtractions (Cody and Waite), of which the first is exact; then
 * Taylor series on |r| up to pi/4, for tan a near-minimax polynomial. Angles beyond {@link Precision#widestAngle} go to the JDK's
 * function, in a branch hardly ever taken.
 */
final class Trigonometry {
    private static final double[] TAN_SINGLE = {0.33333334, 0.13333231, 0.053994466, 0.021621127, 0.009962147, 0.0011853216,
        0.0038431399};
    private static final double[] TAN_DOUBLE = {0.3333333333333333, 0.13333333333333, 0.05396825396865546, 0.02186948851707438,
        0.008863236003485818, 0.0035921209805615966, 0.0014559027390503058, 0.0005895756061544555, 0.000241226353512688,
        8.998520298342289e-05, 5.558784710570148e-05, -1.1013613221811344e-05, 3.651618193613342e-05, -1.83153428020867e-05,
        8.48334725267473e-06};

    private final LaneCode code;
    private final Precision p;

    Trigonometry(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    int sin(int x) {
        return of(ScalarOp.SIN, x, 0);
    }

    int cos(int x) {
        return of(ScalarOp.COS, x, 1);
    }

    /** x as n pi/2 + r: the bits of n + rounder, whose lowest ones are n, n, and r. */
    private record Turned(int whole, int n, int r) {}

    /** With the first so many of the three parts of pi/2. */
    private Turned turn(int x, int parts) {
        int rounder = code.number(p.rounder());
        int shifted = code.fma(x, code.number(2 / Math.PI), rounder);
        int n = code.sub(shifted, rounder);
        int r = x;
        for (int i = 0; i < parts; i++) {
            r = code.fma(n, code.number(-p.halfPi()[i]), r);
        }
        return new Turned(code.toBits(shifted), n, r);
    }

    /** tan r, or -1 / tan r after an odd number of quarter turns; what the last two parts of pi/2 round away is kept beside r. */
    int tan(int x) {
        Turned turned = turn(x, 1);
        int second = code.number(-p.halfPi()[1]);
        int part = code.mul(turned.n, second);
        int r = code.add(turned.r, part);
        int taken = code.sub(r, turned.r);
        int lost = code.add(code.sub(turned.r, code.sub(r, taken)), code.sub(part, taken)); // by the addition
        lost = code.add(lost, code.fma(turned.n, second, code.one(LaneOp.NEG, part)));
        lost = code.fma(turned.n, code.number(-p.halfPi()[2]), lost);
        int s = code.mul(r, r);
        int rest = code.fma(code.mul(r, s), code.polynomial(s, p.single() ? TAN_SINGLE : TAN_DOUBLE), code.fma(lost, s, lost));
        int t = code.add(r, rest);
        int even = even(code.two(LaneOp.BITS_SUB, turned.whole, code.bitsNumber(p.rounderBits())));
        int one = code.number(1);
        int value = code.div(code.blend(even, t, code.number(-1)), code.blend(even, one, t));
        return bounded(ScalarOp.TAN, x, new Exponentials(code).tinyAsItIs(x, value));
    }

    /** The mask of even integers. */
    private int even(int turns) {
        int odd = code.fromBits(code.shl(code.two(LaneOp.BITS_AND, turns, code.bitsNumber(1)), (p.single() ? 31 : 63) - 1)); // 2 or 0
        return code.two(LaneOp.EQUAL, odd, code.number(0));
    }

    /** The value, for wide angles that of the JDK. */
    private int bounded(ScalarOp op, int x, int value) {
        // in float32 2 / pi leaves n in doubt by 0.07 at the widest angles, where the polynomial of tan is good for no more than pi/4
        double widest = op == ScalarOp.TAN && p.single() ? 0x1p17 : p.widestAngle();
        return code.callWhere(code.less(code.number(widest), code.one(LaneOp.ABS, x)), op, x, value);
    }

    /** The sine of x plus a number of quarter turns. */
    private int of(ScalarOp op, int x, int quarters) {
        Turned turned = turn(x, 3);
        int r = turned.r;
        int s = code.mul(r, r);
        int sine = code.fma(code.mul(r, s), code.polynomial(s, series(3)), r);
        int cosine = code.fma(s, code.fma(s, code.polynomial(s, series(4)), code.number(-0.5)), code.number(1));
        int turn = code.two(LaneOp.BITS_ADD, turned.whole, code.bitsNumber(quarters - p.rounderBits()));
        int value = code.blend(even(turn), sine, cosine);
        int sign = code.shl(code.two(LaneOp.BITS_AND, turn, code.bitsNumber(2)), (p.single() ? 31 : 63) - 1);
        int signed = code.fromBits(code.two(LaneOp.BITS_XOR, code.toBits(value), sign));
        return bounded(op, x, op == ScalarOp.SIN ? new Exponentials(code).tinyAsItIs(x, signed) : signed);
    }

    /** Coefficients of s = r^2 in the Taylor series of sin r (first 3) or cos r (first 4) from the power r^first on. */
    private double[] series(int first) {
        int count = first == 3 ? (p.single() ? 4 : 8) : (p.single() ? 4 : 8);
        double[] c = new double[count];
        double factorial = 1;
        for (int k = 2; k < first; k++) {
            factorial *= k;
        }
        for (int i = 0; i < count; i++) {
            int power = first + 2 * i;
            factorial *= i == 0 ? power : (double) power * (power - 1);
            c[i] = ((power / 2) % 2 == 0 ? 1 : -1) / factorial;
        }
        return c;
    }
}
