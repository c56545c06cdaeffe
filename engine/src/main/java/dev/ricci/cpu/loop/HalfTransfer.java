package dev.ricci.cpu.loop;

import static dev.ricci.cpu.host.Memory.getDouble;
import static dev.ricci.cpu.host.Memory.getFloat;
import static dev.ricci.cpu.host.Memory.getShort;
import static dev.ricci.cpu.host.Memory.setDouble;
import static dev.ricci.cpu.host.Memory.setFloat;
import static dev.ricci.cpu.host.Memory.setShort;

import dev.ricci.backend.DType;
import dev.ricci.backend.Half;

/** {@link Transfer} of float16 and bfloat16, which are computed with as float32 or float64. */
final class HalfTransfer {
    private HalfTransfer() {}

    /** From 16 bits. */
    static void read(DType from, long source, long sourceStep, DType to, long target, long targetStep, int n) {
        boolean brain = from == DType.BFLOAT16;
        if (to == from) {
            for (int i = 0; i < n; i++) {
                setShort(target + i * targetStep, getShort(source + i * sourceStep));
            }
        } else if (to == DType.FLOAT32 && brain) {
            for (int i = 0; i < n; i++) {
                setFloat(target + i * targetStep, Half.fromBfloat16(getShort(source + i * sourceStep)));
            }
        } else if (to == DType.FLOAT32) {
            for (int i = 0; i < n; i++) {
                setFloat(target + i * targetStep, Half.fromFloat16(getShort(source + i * sourceStep)));
            }
        } else if (to == DType.FLOAT64) {
            for (int i = 0; i < n; i++) {
                short bits = getShort(source + i * sourceStep);
                setDouble(target + i * targetStep, brain ? Half.fromBfloat16(bits) : Half.fromFloat16(bits));
            }
        } else {
            throw new AssertionError(from + " computed in " + to);
        }
    }

    /** From float32, rounded. */
    static void floats(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        if (to == DType.BFLOAT16) {
            for (int i = 0; i < n; i++) {
                setShort(target + i * targetStep, Half.toBfloat16(getFloat(source + i * sourceStep)));
            }
        } else {
            for (int i = 0; i < n; i++) {
                setShort(target + i * targetStep, Half.toFloat16(getFloat(source + i * sourceStep)));
            }
        }
    }

    /** From float64, rounded once. */
    static void doubles(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        boolean brain = to == DType.BFLOAT16;
        for (int i = 0; i < n; i++) {
            double v = getDouble(source + i * sourceStep);
            setShort(target + i * targetStep, brain ? Half.toBfloat16(v) : Half.toFloat16(v));
        }
    }
}
