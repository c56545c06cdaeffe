package dev.ricci.cpu.random;

import dev.ricci.backend.Philox;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Philox on lanes, a block in each; apart, because it loads only where the Vector API is there.
 *
 * <p>A word lives in the lower half of a long. What stands in the upper half is masked away just before each multiplication, which the
 * compiler then knows to be of 32 by 32 bits.
 */
final class PhiloxLanes {
    private static final VectorSpecies<Long> LANES = LongVector.SPECIES_PREFERRED;
    private static final int COUNT = LANES.length();
    private static final long LOW = 0xFFFF_FFFFL;
    /** Lanes 0, 0, 1, 1, ... of the lower half of a vector, and of its upper half. */
    private static final VectorShuffle<Long> LOWER = VectorShuffle.fromOp(LANES, i -> i / 2);

    private static final VectorShuffle<Long> UPPER = VectorShuffle.fromOp(LANES, i -> (i + COUNT) / 2);
    private static final VectorMask<Long> ODD = VectorMask.fromLong(LANES, 0xAAAA_AAAA_AAAA_AAAAL);
    private static final LongVector PLACE = LongVector.broadcast(LANES, 0).addIndex(1);

    private PhiloxLanes() {}

    /** Fills words with blocks from counter on, as many as fill vectors. @return how many */
    static int fill(int[] words, int blocks, long counter, long key) {
        int whole = blocks / COUNT * COUNT;
        LongVector m0 = half(Philox.M0);
        LongVector m1 = half(Philox.M1);
        for (int b = 0; b < whole; b += COUNT) {
            LongVector c0 = PLACE.add(counter + b);
            LongVector c1 = c0.lanewise(VectorOperators.LSHR, 32);
            LongVector c2 = LongVector.zero(LANES);
            LongVector c3 = c2;
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector p0 = c0.and(LOW).mul(m0);
                LongVector p1 = c2.and(LOW).mul(m1);
                c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, k0);
                c1 = p1;
                c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, k1);
                c3 = p0;
                k0 += Philox.W0;
                k1 += Philox.W1;
            }
            LongVector low = c0.and(LOW).or(c1.lanewise(VectorOperators.LSHL, 32));
            LongVector high = c2.and(LOW).or(c3.lanewise(VectorOperators.LSHL, 32));
            LongVector first = low.rearrange(LOWER).blend(high.rearrange(LOWER), ODD);
            LongVector second = low.rearrange(UPPER).blend(high.rearrange(UPPER), ODD);
            first.reinterpretAsInts().intoArray(words, Philox.WORDS * b);
            second.reinterpretAsInts().intoArray(words, Philox.WORDS * b + 2 * COUNT);
        }
        return whole;
    }

    /** A number below 2^32 in all lanes, written so that the compiler sees that it is. */
    private static LongVector half(long x) {
        return LongVector.broadcast(LANES, x << 32).lanewise(VectorOperators.LSHR, 32);
    }
}
