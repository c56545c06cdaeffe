package dev.ricci.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.ricci.backend.Half;
import dev.ricci.backend.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The elements of dense views of any type as doubles, which hold every bit of them (int64 up to 2^53); moved by copies alone. */
public final class Elements {
    private Elements() {}

    /** Converts as Java does. */
    public static void write(View dense, double... values) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = memory(arena, dense);
            for (int i = 0; i < values.length; i++) {
                switch (dense.dtype()) {
                    case BOOL -> s.set(JAVA_BYTE, i, (byte) (values[i] != 0 ? 1 : 0));
                    case INT32 -> s.setAtIndex(JAVA_INT, i, (int) values[i]);
                    case INT64 -> s.setAtIndex(JAVA_LONG, i, (long) values[i]);
                    case FLOAT16 -> s.setAtIndex(JAVA_SHORT, i, Half.toFloat16(values[i]));
                    case BFLOAT16 -> s.setAtIndex(JAVA_SHORT, i, Half.toBfloat16(values[i]));
                    case FLOAT32 -> s.setAtIndex(JAVA_FLOAT, i, (float) values[i]);
                    case FLOAT64 -> s.setAtIndex(JAVA_DOUBLE, i, values[i]);
                }
            }
            dense.backend().write(dense, s);
        }
    }

    /** Waits for the device. */
    public static double[] read(View dense) {
        double[] values = new double[Math.toIntExact(dense.size())];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = memory(arena, dense);
            dense.backend().read(dense, s);
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (dense.dtype()) {
                    case BOOL -> s.get(JAVA_BYTE, i);
                    case INT32 -> s.getAtIndex(JAVA_INT, i);
                    case INT64 -> s.getAtIndex(JAVA_LONG, i);
                    case FLOAT16 -> Half.fromFloat16(s.getAtIndex(JAVA_SHORT, i));
                    case BFLOAT16 -> Half.fromBfloat16(s.getAtIndex(JAVA_SHORT, i));
                    case FLOAT32 -> s.getAtIndex(JAVA_FLOAT, i);
                    case FLOAT64 -> s.getAtIndex(JAVA_DOUBLE, i);
                };
            }
        }
        return values;
    }

    private static MemorySegment memory(Arena arena, View dense) {
        return arena.allocate(Math.max(1, dense.size() * dense.dtype().bytes()), 8);
    }
}
