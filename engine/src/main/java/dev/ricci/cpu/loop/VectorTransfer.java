package dev.ricci.cpu.loop;

import static dev.ricci.cpu.host.Memory.ALL;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Transfer} of dense elements on vectors; only loaded where the Vector API is present. The casts before the stores are what
 * {@link VectorWriter#store} explains.
 */
final class VectorTransfer {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorShuffle<Integer> BACKWARDS = VectorShuffle.iota(INTS, INTS.length() - 1, -1, true);
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int HALF_BITS = FLOATS.vectorBitSize() / 2;
    private static final VectorSpecies<Float> HALF_FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(HALF_BITS));
    private static final VectorSpecies<Integer> HALF_INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(HALF_BITS));
    private static final int BYTE_BITS = FLOATS.length() * Byte.SIZE;
    private static final boolean BYTES_FIT = BYTE_BITS >= 64;
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, BYTE_BITS)));

    private static final Class<?> FLOATS_CLASS = FLOATS.vectorType();
    private static final Class<?> HALF_FLOATS_CLASS = HALF_FLOATS.vectorType();
    private static final Class<?> INTS_CLASS = INTS.vectorType();
    private static final Class<?> DOUBLES_CLASS = DOUBLES.vectorType();
    private static final Class<?> BYTES_CLASS = BYTES.vectorType();

    private VectorTransfer() {}

    /** Loads all kinds of vectors used, so that no loop is compiled under the assumption that there are fewer. */
    static void load() {
        VectorHalves.load(); // the static fields here have done it
    }

    /** Converts elements from the first on, and says how many; the rest, fewer than a vector or all, is the caller's. */
    static int copy(DType from, long source, DType to, long target, int n) {
        return switch (from) {
            case BOOL -> !BYTES_FIT ? 0 : to == DType.FLOAT32 ? boolToFloat(source, target, n)
                    : to == DType.INT32 ? boolToInt(source, target, n) : 0;
            case INT32 -> to == DType.FLOAT32 ? intToFloat(source, target, n) : to == DType.FLOAT64 ? intToDouble(source, target, n)
                    : to == DType.BOOL && BYTES_FIT ? intToBool(source, target, n) : 0;
            case FLOAT32 -> to == DType.FLOAT64 ? floatToDouble(source, target, n) : to == DType.INT32 ? floatToInt(source, target, n)
                    : to.isHalf() ? VectorHalves.write(to, source, target, n)
                    : to == DType.BOOL && BYTES_FIT ? floatToBool(source, target, n) : 0;
            case FLOAT64 -> to == DType.FLOAT32 ? doubleToFloat(source, target, n) : 0;
            case FLOAT16, BFLOAT16 -> to == DType.FLOAT32 ? VectorHalves.read(from, source, target, n) : 0;
            case INT64 -> 0;
        };
    }

    /** Copies n elements of four bytes, of which the first stands at source and the others before it. */
    static void reversed(long source, long target, int n) {
        int lanes = INTS.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            Object v = IntVector.fromMemorySegment(INTS, ALL, source - 4L * (i + lanes - 1), ORDER).rearrange(BACKWARDS);
            ((IntVector) INTS_CLASS.cast(v)).intoMemorySegment(ALL, target + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            Memory.setInt(target + 4L * i, Memory.getInt(source - 4L * i));
        }
    }

    private static int boolToFloat(long source, long target, int n) {
        int i = 0;
        for (; i <= n - FLOATS.length(); i += FLOATS.length()) {
            Object v = ByteVector.fromMemorySegment(BYTES, ALL, source + i, ORDER)
                    .convertShape(VectorOperators.B2F, FLOATS, 0);
            ((FloatVector) FLOATS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int boolToInt(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            Object v = ByteVector.fromMemorySegment(BYTES, ALL, source + i, ORDER)
                    .convertShape(VectorOperators.B2I, INTS, 0);
            ((IntVector) INTS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int intToFloat(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            Object v = IntVector.fromMemorySegment(INTS, ALL, source + i * 4L, ORDER)
                    .convertShape(VectorOperators.I2F, FLOATS, 0);
            ((FloatVector) FLOATS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int intToDouble(long source, long target, int n) {
        int i = 0;
        for (; i <= n - DOUBLES.length(); i += DOUBLES.length()) {
            Object v = IntVector.fromMemorySegment(HALF_INTS, ALL, source + i * 4L, ORDER)
                    .convertShape(VectorOperators.I2D, DOUBLES, 0);
            ((DoubleVector) DOUBLES_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 8L, ORDER);
        }
        return i;
    }

    private static int floatToDouble(long source, long target, int n) {
        int i = 0;
        for (; i <= n - DOUBLES.length(); i += DOUBLES.length()) {
            Object v = FloatVector.fromMemorySegment(HALF_FLOATS, ALL, source + i * 4L, ORDER)
                    .convertShape(VectorOperators.F2D, DOUBLES, 0);
            ((DoubleVector) DOUBLES_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 8L, ORDER);
        }
        return i;
    }

    private static int doubleToFloat(long source, long target, int n) {
        int i = 0;
        for (; i <= n - DOUBLES.length(); i += DOUBLES.length()) {
            Object v = DoubleVector.fromMemorySegment(DOUBLES, ALL, source + i * 8L, ORDER)
                    .convertShape(VectorOperators.D2F, HALF_FLOATS, 0);
            ((FloatVector) HALF_FLOATS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int floatToInt(long source, long target, int n) {
        int i = 0;
        for (; i <= n - FLOATS.length(); i += FLOATS.length()) {
            Object v = FloatVector.fromMemorySegment(FLOATS, ALL, source + i * 4L, ORDER)
                    .convertShape(VectorOperators.F2I, INTS, 0);
            ((IntVector) INTS_CLASS.cast(v)).intoMemorySegment(ALL, target + i * 4L, ORDER);
        }
        return i;
    }

    private static int floatToBool(long source, long target, int n) {
        int i = 0;
        for (; i <= n - FLOATS.length(); i += FLOATS.length()) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, ALL, source + i * 4L, ORDER);
            IntVector one = IntVector.broadcast(INTS, 1).blend(0, x.compare(VectorOperators.EQ, 0f).cast(INTS));
            Object v = one.convertShape(VectorOperators.I2B, BYTES, 0);
            ((ByteVector) BYTES_CLASS.cast(v)).intoMemorySegment(ALL, target + i, ORDER);
        }
        return i;
    }

    private static int intToBool(long source, long target, int n) {
        int i = 0;
        for (; i <= n - INTS.length(); i += INTS.length()) {
            IntVector x = IntVector.fromMemorySegment(INTS, ALL, source + i * 4L, ORDER);
            IntVector one = IntVector.broadcast(INTS, 1).blend(0, x.compare(VectorOperators.EQ, 0));
            Object v = one.convertShape(VectorOperators.I2B, BYTES, 0);
            ((ByteVector) BYTES_CLASS.cast(v)).intoMemorySegment(ALL, target + i, ORDER);
        }
        return i;
    }
}
