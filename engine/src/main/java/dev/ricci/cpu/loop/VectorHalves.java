package dev.ricci.cpu.loop;

import static dev.ricci.cpu.host.Memory.ALL;

import dev.ricci.backend.DType;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTransfer} between float32 and the types of 16 bits, with the bits of {@link dev.ricci.backend.Half}. */
final class VectorHalves {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final Class<?> FLOATS_CLASS = FLOATS.vectorType();
    private static final Class<?> SHORTS_CLASS = SHORTS.vectorType();

    private VectorHalves() {}

    /** Loads all kinds of vectors used. */
    static void load() {
        // the static fields have done it
    }

    /** From 16 bits; says how many elements it has done. */
    static int read(DType from, long source, long target, int n) {
        return from == DType.BFLOAT16 ? fromBfloat16(source, target, n) : fromFloat16(source, target, n);
    }

    /** Into 16 bits; says how many elements it has done. */
    static int write(DType to, long source, long target, int n) {
        return to == DType.BFLOAT16 ? toBfloat16(source, target, n) : toFloat16(source, target, n);
    }

    private static int fromBfloat16(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            IntVector h = (IntVector) ShortVector.fromMemorySegment(SHORTS, ALL, source + i * 2L, ORDER)
                    .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
            Object v = h.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
            ((FloatVector) FLOATS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    /** The bits as those of a float with a small exponent, times 2^112, which is exact; infinity and NaN keep their exponent. */
    private static int fromFloat16(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            IntVector h = (IntVector) ShortVector.fromMemorySegment(SHORTS, ALL, source + i * 2L, ORDER)
                    .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
            IntVector rest = h.and(0x7FFF).lanewise(VectorOperators.LSHL, 13);
            IntVector finite = rest.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
            VectorMask<Integer> special = rest.compare(VectorOperators.GE, 0x7C00 << 13);
            IntVector size = finite.blend(rest.lanewise(VectorOperators.OR, 0x7F800000), special);
            IntVector sign = h.and(0x8000).lanewise(VectorOperators.LSHL, 16);
            Object v = size.lanewise(VectorOperators.OR, sign).reinterpretAsFloats();
            ((FloatVector) FLOATS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int toBfloat16(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, ALL, source + i * 4L, ORDER);
            IntVector bits = x.reinterpretAsInts();
            IntVector upper = bits.lanewise(VectorOperators.LSHR, 16);
            IntVector rounded = bits.add(0x7FFF).add(upper.and(1)).lanewise(VectorOperators.LSHR, 16);
            VectorMask<Integer> strange = bits.and(0x7FFFFFFF).compare(VectorOperators.GT, 0x7F800000);
            Object v = rounded.blend(upper.lanewise(VectorOperators.OR, 0x40), strange).convertShape(VectorOperators.I2S, SHORTS, 0);
            ((ShortVector) SHORTS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 2L, ORDER);
        }
        return i;
    }

    /** Below 2^-14 adding 1/2 puts the units of subnormal numbers, 2^-24, at the end of a float's fraction, and the addition rounds. */
    private static int toFloat16(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            IntVector bits = FloatVector.fromMemorySegment(FLOATS, ALL, source + i * 4L, ORDER).reinterpretAsInts();
            IntVector rest = bits.and(0x7FFFFFFF);
            IntVector odd = rest.lanewise(VectorOperators.LSHR, 13).and(1);
            IntVector normal = rest.sub(0x38000000 - 0xFFF).add(odd).lanewise(VectorOperators.LSHR, 13);
            IntVector small = rest.reinterpretAsFloats().add(0.5f).reinterpretAsInts().sub(0x3F000000);
            IntVector strange = rest.lanewise(VectorOperators.LSHR, 13).and(0x3FF).lanewise(VectorOperators.OR, 0x7E00);
            IntVector size = normal.blend(small, rest.compare(VectorOperators.LT, 0x38800000))
                    .blend(0x7C00, rest.compare(VectorOperators.GE, 0x47800000))
                    .blend(strange, rest.compare(VectorOperators.GT, 0x7F800000));
            IntVector sign = bits.lanewise(VectorOperators.LSHR, 16).and(0x8000);
            Object v = size.lanewise(VectorOperators.OR, sign).convertShape(VectorOperators.I2S, SHORTS, 0);
            ((ShortVector) SHORTS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 2L, ORDER);
        }
        return i;
    }
}
