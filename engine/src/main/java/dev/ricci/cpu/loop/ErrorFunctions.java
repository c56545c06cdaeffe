package dev.ricci.cpu.loop;

import dev.ricci.formula.Fit;

/**
 * erf and erfc as steps on lanes. erf: a polynomial in x^2 times x near 0, and 1 - erfc further out; erfc: 1 - erf near 0, and further
 * out exp(-x^2) times a polynomial in 1 / (|x| + c) ({@link Fit#ERFC}).
 *
 * <p>In erf, float32: erfc = exp of a polynomial in |x|, coefficients by N. Juffa (erff with a maximum error of 1 ulp); float64:
 * erfc(x) = exp(-x^2) g(1 / (x + 3)), both polynomials interpolated at Chebyshev nodes with 50 digits; relative errors 8e-18 and 6e-17.
 */
final class ErrorFunctions {
    private static final double SINGLE_LIMIT = 0.927734375;
    private static final double[] SINGLE_NEAR = {1.28379166e-1, -3.76125336e-1, 1.12819925e-1, -2.67681349e-2, 4.99119423e-3,
        -5.96761703e-4};
    private static final double[] SINGLE_FAR = {-1.28717512e-1, -6.34846687e-1, -1.06777877e-1, 2.42546219e-2, -3.88396438e-3,
        3.83197126e-4, -1.72853470e-5};
    private static final double[] DOUBLE_NEAR = {0.9654687386698673, -0.1405360890227171, 0.019852496688984218, -0.0022854855611440855,
        0.00021751715603563488, -1.75371694412802e-05, 1.2233827638093572e-06, -7.51156925108609e-08, 4.115751500265885e-09,
        -2.035231956483527e-10, 9.21125018742823e-12, -3.80659122412214e-13};
    private static final double[] DOUBLE_FAR = {0.20798329133342885, 0.15436117429436919, 0.04969844540339414, 0.012713147695691918,
        0.002479314697086253, 0.0003316029605792838, 1.956358319778174e-05, -2.425557485042923e-06, -5.54127309801664e-07,
        4.5267318133461335e-09, 1.133933573114706e-08, 2.637756022974126e-10, -2.5700407551346905e-10, -6.02173256030324e-12,
        6.043792147788813e-12, -6.697645564790815e-15};
    private static final double FAR_CENTRE = 13.0 / 72;
    private static final double FAR_RADIUS = 5.0 / 72;

    private final LaneCode code;
    private final Precision p;

    ErrorFunctions(LaneCode code) {
        this.code = code;
        this.p = Precision.of(code.type());
    }

    int erf(int x) {
        int size = code.one(LaneOp.ABS, x);
        int limit = code.number(p.single() ? SINGLE_LIMIT : 1);
        int most = code.number(6); // erf is 1 to the last place from 5.9 on
        int far = code.sub(code.number(1), p.single() ? singleFar(bounded(size, most)) : doubleFar(bounded(size, most)));
        int sign = code.two(LaneOp.BITS_AND, code.toBits(x), code.bitsNumber(p.signBit()));
        int signed = code.fromBits(code.two(LaneOp.BITS_OR, code.toBits(far), sign));
        return code.blend(code.less(limit, size), signed, near(x));
    }

    /** erfc x, with small relative errors as far as it is a normal number: the roundings of x^2 and u are made good. */
    int erfc(int x) {
        int size = code.one(LaneOp.ABS, x);
        int bounded = bounded(size, code.number(p.single() ? 11 : 28)); // erfc is 0 there
        double centre = p.single() ? 3 : 4;
        int one = code.number(1);
        int sum = code.add(bounded, code.number(centre));
        int u = code.div(one, sum);
        int beyond = code.sub(bounded, code.sub(sum, code.number(centre))); // what rounding took from the sum
        int off = code.sub(code.fma(code.one(LaneOp.NEG, u), sum, one), code.mul(u, beyond)); // u (1 + off) would be right
        int twice = code.mul(u, code.number(2 * centre));
        int t = code.fma(twice, off, code.sub(twice, one));
        int square = code.mul(bounded, bounded);
        int lost = code.fma(bounded, bounded, code.one(LaneOp.NEG, square));
        int gauss = new Exponentials(code).exp(code.one(LaneOp.NEG, square));
        int rounded = code.mul(gauss, code.mul(u, code.polynomial(t, Fit.ERFC.coefficients(p.single()))));
        int tail = code.fma(code.sub(off, lost), rounded, rounded);
        int far = code.blend(code.less(x, code.number(0)), code.sub(code.number(2), tail), tail);
        return code.blend(code.less(size, code.number(0.8)), code.sub(code.number(1), near(x)), far);
    }

    private int bounded(int size, int most) {
        return code.blend(code.less(most, size), most, size);
    }

    private int near(int x) {
        int s = code.mul(x, x);
        if (p.single()) {
            return code.fma(code.polynomial(s, SINGLE_NEAR), x, x);
        }
        return code.mul(x, code.polynomial(code.fma(s, code.number(2), code.number(-1)), DOUBLE_NEAR));
    }

    private int singleFar(int size) {
        int r = code.fma(code.polynomial(size, SINGLE_FAR), size, code.one(LaneOp.NEG, size));
        return new Exponentials(code).normalExp(r);
    }

    private int doubleFar(int size) {
        int u = code.div(code.number(1), code.add(size, code.number(3)));
        int t = code.mul(code.sub(u, code.number(FAR_CENTRE)), code.number(1 / FAR_RADIUS));
        int gauss = new Exponentials(code).normalExp(code.one(LaneOp.NEG, code.mul(size, size)));
        return code.mul(gauss, code.polynomial(t, DOUBLE_FAR));
    }
}
