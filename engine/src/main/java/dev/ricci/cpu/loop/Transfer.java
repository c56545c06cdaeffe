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
import dev.ricci.cpu.host.VectorApi;
import java.nio.ByteOrder;

/** Copies elements at any step into dense ones and back, and from one type into another on the way. Steps are in bytes. */
final class Transfer {
    private static final boolean VECTORS = VectorApi.present();

    private Transfer() {}

    /** Copies n elements of type from at source to elements of type to at target. */
    static void copy(DType from, long source, long sourceStep, DType to, long target, long targetStep, int n) {
        if (VECTORS && from != to && sourceStep == from.bytes() && targetStep == to.bytes()) {
            int done = VectorTransfer.copy(from, source, to, target, n);
            source += done * sourceStep;
            target += done * targetStep;
            n -= done;
        }
        switch (from) {
            case BOOL -> fromBool(source, sourceStep, to, target, targetStep, n);
            case INT32 -> fromInt(source, sourceStep, to, target, targetStep, n);
            case INT64 -> LongTransfer.read(source, sourceStep, to, target, targetStep, n);
            case FLOAT16, BFLOAT16 -> HalfTransfer.read(from, source, sourceStep, to, target, targetStep, n);
            case FLOAT32 -> fromFloat(source, sourceStep, to, target, targetStep, n);
            case FLOAT64 -> fromDouble(source, sourceStep, to, target, targetStep, n);
        }
    }

    /**
     * Copies n dense columns, each of so many rows and columnStep bytes after the one before, to dense rows: row r begins at
     * target + r * width elements.
     */
    static void transpose(DType from, long source, long columnStep, DType to, long target, int width, int n, int rows) {
        long rowBytes = (long) width * to.bytes();
        if (from == to && to.bytes() == 4 && rows % 8 == 0) {
            transposeEights(source, columnStep, target, rowBytes, n, rows);
            return;
        }
        for (int c = 0; c < n; c++) {
            copy(from, source + c * columnStep, from.bytes(), to, target + (long) c * to.bytes(), rowBytes, rows);
        }
    }

    /** Eight elements of four bytes at a time, read in pairs: twice as fast as one by one. */
    private static void transposeEights(long source, long columnStep, long target, long rowBytes, int n, int rows) {
        for (int c = 0; c < n; c++) {
            long p = source + c * columnStep;
            long q = target + 4L * c;
            for (int r = 0; r < rows; r += 8) {
                pair(getLong(p), q, rowBytes);
                pair(getLong(p + 8), q + 2 * rowBytes, rowBytes);
                pair(getLong(p + 16), q + 4 * rowBytes, rowBytes);
                pair(getLong(p + 24), q + 6 * rowBytes, rowBytes);
                p += 32;
                q += 8 * rowBytes;
            }
        }
    }

    private static void pair(long two, long target, long rowBytes) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        setInt(target, (int) (little ? two : two >>> 32));
        setInt(target + rowBytes, (int) (little ? two >>> 32 : two));
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
            case INT64 -> LongTransfer.write(DType.BOOL, source, sourceStep, target, targetStep, n);
            case FLOAT16, BFLOAT16 -> throw new AssertionError(to + " computed in bool");
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
            case INT64 -> LongTransfer.write(DType.INT32, source, sourceStep, target, targetStep, n);
            case FLOAT16, BFLOAT16 -> throw new AssertionError(to + " computed in int32");
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
            case INT64 -> LongTransfer.write(DType.FLOAT32, source, sourceStep, target, targetStep, n);
            case FLOAT16, BFLOAT16 -> HalfTransfer.floats(source, sourceStep, to, target, targetStep, n);
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
            case INT64 -> LongTransfer.write(DType.FLOAT64, source, sourceStep, target, targetStep, n);
            case FLOAT16, BFLOAT16 -> HalfTransfer.doubles(source, sourceStep, to, target, targetStep, n);
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    setFloat(target + i * targetStep, (float) getDouble(source + i * sourceStep));
                }
            }
            case FLOAT64 -> eight(source, sourceStep, target, targetStep, n);
        }
    }

    private static void four(long source, long sourceStep, long target, long targetStep, int n) {
        if (VECTORS && sourceStep == -Integer.BYTES && targetStep == Integer.BYTES) {
            VectorTransfer.reversed(source, target, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            setInt(target + i * targetStep, getInt(source + i * sourceStep));
        }
    }

    /** Elements of eight bytes as they are. */
    static void eight(long source, long sourceStep, long target, long targetStep, int n) {
        for (int i = 0; i < n; i++) {
            setLong(target + i * targetStep, getLong(source + i * sourceStep));
        }
    }
}
