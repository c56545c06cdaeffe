package dev.ricci.cpu.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void allocationsAreAlignedAndKeepWhatIsWritten() {
        for (long bytes : new long[] {0, 1, 7, 64, 65, 4096, 10_000_019}) {
            long a = Memory.allocate(bytes);
            assertNotEquals(0, a);
            assertEquals(0, a % Memory.ALIGNMENT);
            Memory.fill(a, bytes, (byte) 5);
            if (bytes > 0) {
                assertEquals(5, Memory.getByte(a));
                assertEquals(5, Memory.getByte(a + bytes - 1));
            }
            Memory.free(a);
        }
        Memory.free(0);
    }

    @Test
    void thereIsNotMemoryForEverything() {
        assertEquals(0, Memory.allocate(Long.MAX_VALUE));
        assertEquals(0, Memory.allocate(Long.MAX_VALUE / 2));
        assertEquals(0, Memory.allocate(-1));
    }

    @Test
    void valuesOfEveryTypeAtAnyAddress() {
        long a = Memory.allocate(64);
        Memory.setFloat(a + 1, 1.5f);
        Memory.setDouble(a + 5, Math.PI);
        Memory.setInt(a + 13, -7);
        Memory.setLong(a + 17, Long.MIN_VALUE);
        Memory.setByte(a + 25, (byte) 9);
        Memory.copy(a + 1, a + 3, 25); // overlapping
        assertEquals(1.5f, Memory.getFloat(a + 3));
        assertEquals(Math.PI, Memory.getDouble(a + 7));
        assertEquals(-7, Memory.getInt(a + 15));
        assertEquals(Long.MIN_VALUE, Memory.getLong(a + 19));
        assertEquals(9, Memory.getByte(a + 27));
        Memory.free(a);
    }

    @Test
    void theAddressOfAView() {
        View view;
        int[] recycled = new int[1];
        try (Scope _ = Scope.open()) {
            view = new View(new Buffer(null, new HostBlock(4096, 800, _ -> recycled[0]++)), DType.FLOAT64,
                    Layout.dense(10, 10).slice(0, 3, 2, 1));
            assertEquals(4096 + 30 * 8, HostBlock.address(view));
        }
        assertEquals(1, recycled[0]);
        assertThrows(IllegalStateException.class, () -> HostBlock.address(view));
    }
}
