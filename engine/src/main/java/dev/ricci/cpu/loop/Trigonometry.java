package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/**
 * sin and cos as steps on lanes: x = n pi/2 + r by three fused subtractions (Cody and Waite), of which the first is exact; then Taylor
 * series on |r| up to pi/4. Angles beyond {@link Precision#widestAngle} go to the JDK's function, in a branch hardly ever taken.
 */
final class Trigonometry {
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

    /** The sine of x plus a number of quarter turns. */
    private int of(ScalarOp op, int x, int quarters) {
        int rounder = code.number(p.rounder());
        int shifted = code.fma(x, code.number(2 / Math.PI), rounder);
        int n = code.sub(shifted, rounder);
        int r = x;
        for (double part : p.halfPi()) {
            r = code.fma(n, code.number(-part), r);
        }
        int s = code.mul(r, r);
        int sine = code.fma(code.mul(r, s), code.polynomial(s, series(3)), r);
        int cosine = code.fma(s, code.fma(s, code.polynomial(s, series(4)), code.number(-0.5)), code.number(1));
        int turn = code.two(LaneOp.BITS_ADD, code.toBits(shifted), code.bitsNumber(quarters - p.rounderBits()));
        int top = p.single() ? 31 : 63;
        int odd = code.fromBits(code.shl(code.two(LaneOp.BITS_AND, turn, code.bitsNumber(1)), top - 1)); // 2 or 0
        int value = code.blend(code.two(LaneOp.EQUAL, odd, code.number(0)), sine, cosine);
        int sign = code.shl(code.two(LaneOp.BITS_AND, turn, code.bitsNumber(2)), top - 1);
        int signed = code.fromBits(code.two(LaneOp.BITS_XOR, code.toBits(value), sign));
        int own = op == ScalarOp.SIN ? new Exponentials(code).tinyAsItIs(x, signed) : signed;
        int wide = code.less(code.number(p.widestAngle()), code.one(LaneOp.ABS, x));
        return code.callWhere(wide, op, x, own);
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
