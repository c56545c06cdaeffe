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

/** Copies elements at any step into dense ones and back, and from one type into another on the way. Steps are in bytes. */
final class Transfer {
    private Transfer() {}

    /** Dense elements of type to from n elements of type from. */
    static void copy(DType from, long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (from) {
            case BOOL -> fromBool(source, sourceStep, to, target, targetStep, n);
            case INT32 -> fromInt(source, sourceStep, to, target, targetStep, n);
            case FLOAT32 -> fromFloat(source, sourceStep, to, target, targetStep, n);
            case FLOAT64 -> fromDouble(source, sourceStep, to, target, targetStep, n);
        }
    }

    private static void fromBool(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setByte(target + i * targetStep, getByte(source + i * sourceStep));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    setInt(target + i * targetStep, getByte(source + i * sourceStep));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setFloat(target + i * targetStep, getByte(source + i * sourceStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setDouble(target + i * targetStep, getByte(source + i * sourceStep));
                }
            }
        }
    }

    private static void fromInt(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setByte(target + i * targetStep, (byte) (getInt(source + i * sourceStep) != 0 ? 1 : 0));
                }
            }
            case INT32 -> four(source, sourceStep, target, targetStep, n);
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setFloat(target + i * targetStep, getInt(source + i * sourceStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setDouble(target + i * targetStep, getInt(source + i * sourceStep));
                }
            }
        }
    }

    private static void fromFloat(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setByte(target + i * targetStep, (byte) (getFloat(source + i * sourceStep) != 0 ? 1 : 0));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    setInt(target + i * targetStep, (int) getFloat(source + i * sourceStep));
                }
            }
            case FLOAT32 -> four(source, sourceStep, target, targetStep, n);
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setDouble(target + i * targetStep, getFloat(source + i * sourceStep));
                }
            }
        }
    }

    private static void fromDouble(long source, long sourceStep, DType to, long target, long targetStep, int n) {
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    setByte(target + i * targetStep, (byte) (getDouble(source + i * sourceStep) != 0 ? 1 : 0));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    setInt(target + i * targetStep, (int) getDouble(source + i * sourceStep));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setFloat(target + i * targetStep, (float) getDouble(source + i * sourceStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    setLong(target + i * targetStep, getLong(source + i * sourceStep));
                }
            }
        }
    }

    private static void four(long source, long sourceStep, long target, long targetStep, int n) {
        for (int i = 0; i < n; i++) {
            setInt(target + i * targetStep, getInt(source + i * sourceStep));
        }
    }
}
