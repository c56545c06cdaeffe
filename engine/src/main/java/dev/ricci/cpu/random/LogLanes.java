package dev.ricci.cpu.random;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Logarithms on lanes with the bits of {@link StrictMath#log}: each step rounded by itself, in the order of fdlibm's e_log.c. Apart,
 * because it loads only where the Vector API is there.
 */
final class LogLanes {
    static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    static final int COUNT = LANES.length();

    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final long FRACTION = 0x000F_FFFF_FFFF_FFFFL;

    private LogLanes() {}

    /** -log(p) in place for 0 < p < 1. @return how many, a multiple of the lanes */
    static int negativeLog(double[] p, int n) {
        int whole = n / COUNT * COUNT;
        for (int i = 0; i < whole; i += COUNT) {
            DoubleVector x = DoubleVector.fromArray(LANES, p, i);
            if (nearPower(x).anyTrue()) {
                for (int k = i; k < i + COUNT; k++) {
                    p[k] = -StrictMath.log(p[k]);
                }
            } else {
                log(x).neg().intoArray(p, i);
            }
        }
        return whole;
    }

    /** Where x is within 2^-20 of a power of 2, for which fdlibm has a formula of its own. */
    static VectorMask<Long> nearPower(DoubleVector x) {
        LongVector high = x.reinterpretAsLongs().and(FRACTION).lanewise(VectorOperators.LSHR, 32);
        return high.add(2).and(0xFFFFFL).compare(VectorOperators.LT, 3);
    }

    /** log(x) for normal x > 0 that are not near a power of 2. */
    static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector high = bits.and(FRACTION).lanewise(VectorOperators.LSHR, 32);
        LongVector carry = high.add(0x95f64).and(0x100000); // 1 + f above sqrt(2): halve it
        LongVector one = carry.lanewise(VectorOperators.XOR, 0x3ff00000L).lanewise(VectorOperators.LSHL, 32);
        DoubleVector f = bits.and(FRACTION).or(one).reinterpretAsDoubles().sub(1.0);
        LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52).sub(1023).add(carry.lanewise(VectorOperators.LSHR, 20));
        DoubleVector power = (DoubleVector) exponent.convertShape(VectorOperators.L2D, LANES, 0);
        DoubleVector far = power.mul(LN2_HIGH);
        DoubleVector rest = power.mul(LN2_LOW);
        DoubleVector s = f.div(f.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector w = z.mul(z);
        DoubleVector even = w.mul(w.mul(w.mul(1.531383769920937332e-01).add(2.222219843214978396e-01)).add(3.999999999940941908e-01));
        DoubleVector odd = z.mul(w.mul(w.mul(w.mul(1.479819860511658591e-01).add(1.818357216161805012e-01)).add(2.857142874366239149e-01))
                .add(6.666666666666735130e-01));
        DoubleVector r = odd.add(even);
        DoubleVector half = f.mul(0.5).mul(f);
        DoubleVector middle = half.sub(s.mul(half.add(r)).add(rest)).sub(f);
        DoubleVector outer = s.mul(f.sub(r)).sub(rest).sub(f);
        VectorMask<Long> inMiddle = high.sub(0x6147a).or(high.neg().add(0x6b851)).compare(VectorOperators.GT, 0);
        return far.sub(outer.blend(middle, inMiddle.cast(LANES)));
    }
}
