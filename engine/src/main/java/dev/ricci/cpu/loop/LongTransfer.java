package dev.ricci.cpu.loop;

import static dev.ricci.cpu.host.Memory.getByte;
import static dev.ricci.cpu.host.Memory.getDouble;
import static dev.ricci.cpu.host.Memory.getFloat;
import static dev.ricci.cpu.host.Memory.getInt;
import static dev.ricci.cpu.host.Memory.getLong;
import static dev.ricci.cpu.host.Memory.setByte;
import static dev.ricci.cpu.host.Memory.setDouble;
import static dev.ricci.cpu.host.Memory.setFloat;
import static dev.ricci.cpu.host.Memory.setInt;
import static dev.ricci.cpu.host.Memory.setLong;

import dev.ricci.backend.DType;

/** {@link Transfer} from and to int64. Floating-point numbers are truncated and saturate; int64 keeps its low bits in int32. */
final class LongTransfer {
    private LongTransfer() {}

    /** From int64. */
    static void read(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setByte(target + i * targetStep, (byte) (getLong(source + i * sourceStep) != 0 ? 1 : 0));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    setInt(target + i * targetStep, (int) getLong(source + i * sourceStep));
                }
            }
            case INT64 -> Transfer.eight(source, sourceStep, target, targetStep, n);
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setFloat(target + i * targetStep, getLong(source + i * sourceStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setDouble(target + i * targetStep, getLong(source + i * sourceStep));
                }
            }
            case FLOAT16, BFLOAT16 -> throw new AssertionError(to + " computed in int64");
        }
    }

    /** To int64. */
    static void write(DType from, long source, long sourceStep, long target, long targetStep, int n) {
        switch (from) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setLong(target + i * targetStep, getByte(source + i * sourceStep));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    setLong(target + i * targetStep, getInt(source + i * sourceStep));
                }
            }
            case INT64 -> Transfer.eight(source, sourceStep, target, targetStep, n);
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setLong(target + i * targetStep, (long) getFloat(source + i * sourceStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setLong(target + i * targetStep, (long) getDouble(source + i * sourceStep));
                }
            }
            case FLOAT16, BFLOAT16 -> throw new AssertionError("int64 computed in " + from);
        }
    }
}
