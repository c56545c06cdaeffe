package dev.ricci.cpu;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Finding;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Unscoped;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CpuTest {
    private static final Cpu CPU = new Cpu(new DeviceOptions(2, 0));

    @AfterAll
    static void end() {
        CPU.close();
    }

    private static View floats(int[] shape, float... values) {
        View v = CPU.allocate(DType.FLOAT32, shape);
        CPU.write(v, MemorySegment.ofArray(values));
        return v;
    }

    private static float[] read(View v) {
        float[] out = new float[(int) v.size()];
        CPU.read(v, MemorySegment.ofArray(out));
        return out;
    }

    @Test
    void writtenIsRead() {
        float[] a = {1, 2, 3, 4, 5, 6};
        View v = floats(new int[] {2, 3}, a);
        assertArrayEquals(a, read(v));
        View t = v.with(v.layout().transpose());
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, read(t));
        CPU.write(t, MemorySegment.ofArray(a));
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, read(v));
        View every = v.with(v.layout().slice(1, 2, 2, -2));
        CPU.write(every, MemorySegment.ofArray(new float[] {7, 8, 9, 10}));
        assertArrayEquals(new float[] {8, 3, 7, 10, 4, 9}, read(v));
        assertArrayEquals(new float[] {5, 5, 5}, read(floats(new int[] {1}, 5).broadcast(3)));
    }

    @Test
    void writtenIsReadInEveryType() {
        View b = CPU.allocate(DType.BOOL, 3, 2);
        CPU.write(b.with(b.layout().transpose()), MemorySegment.ofArray(new byte[] {1, 0, 1, 0, 0, 1}));
        byte[] bytes = new byte[6];
        CPU.read(b, MemorySegment.ofArray(bytes));
        assertArrayEquals(new byte[] {1, 0, 0, 0, 1, 1}, bytes);
        View i = CPU.allocate(DType.INT32, 1, 3);
        CPU.write(i.with(i.layout().slice(1, 2, 3, -1)), MemorySegment.ofArray(new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE}));
        int[] ints = new int[3];
        CPU.read(i, MemorySegment.ofArray(ints));
        assertArrayEquals(new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE}, ints);
        View d = CPU.allocate(DType.FLOAT64);
        CPU.write(d, MemorySegment.ofArray(new double[] {Math.PI}));
        double[] doubles = new double[1];
        CPU.read(d, MemorySegment.ofArray(doubles));
        assertEquals(Math.PI, doubles[0]);
    }

    @Test
    void hostMemoryTooSmallIsRefused() {
        View v = CPU.allocate(DType.FLOAT32, 2, 3);
        MemorySegment small = MemorySegment.ofArray(new float[5]);
        assertEquals("write: shape [2, 3] of float32 takes 24 bytes of host memory, got 20",
                assertThrows(IllegalArgumentException.class, () -> CPU.write(v, small)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> CPU.read(v, small));
    }

    @Test
    void emptyViews() {
        View v = CPU.allocate(DType.FLOAT32, 0, 3);
        CPU.map(Formula.X.exp(), v, v);
        assertEquals(0, read(v).length);
    }

    @Test
    void liveBytesFollowTheScope() {
        try (Cpu cpu = new Cpu(new DeviceOptions(1, 0))) {
            try (Scope scope = Scope.open()) {
                cpu.allocate(1 << 20);
                assertEquals(1 << 20, cpu.liveBytes());
                assertEquals(1, scope.owned());
            }
            assertEquals(0, cpu.liveBytes());
            assertEquals(1 << 20, cpu.keptBytes());
            cpu.trim();
            assertEquals(0, cpu.keptBytes());
        }
    }

    @Test
    void memoryOutsideScopesComesBackWhenNothingRefersToIt() {
        Unscoped.collect(); // what tests before this one left would be found some time
        long live = CPU.liveBytes();
        for (int i = 0; i < 200; i++) {
            CPU.allocate(8 << 20); // 1.6 GB in all, of which the collector knows nothing
        }
        assertTrue(CPU.liveBytes() - live <= 256 << 20, () -> CPU.liveBytes() - live + " bytes in use");
    }

    @Test
    void theCounterMovesAlongAndLayoutDoesNotMatter() {
        View counter = CPU.allocate(DType.INT32, 4);
        int[] start = {11, 22, -1, 33};
        CPU.write(counter, MemorySegment.ofArray(start));
        View dense = CPU.allocate(DType.FLOAT32, 3, 5);
        CPU.random(Draw.NORMAL, dense, counter);
        int[] now = new int[4];
        CPU.read(counter, MemorySegment.ofArray(now));
        assertArrayEquals(new int[] {11, 22, 3, 34}, now);
        CPU.write(counter, MemorySegment.ofArray(start));
        View spaced = CPU.allocate(DType.FLOAT32, 5, 6);
        View strided = spaced.with(spaced.layout().slice(1, 0, 3, 2).transpose());
        CPU.random(Draw.NORMAL, strided, counter);
        assertArrayEquals(read(dense), read(strided));
    }

    @Test
    void labelsOutOfRangeAreNamed() {
        View logits = floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
        View labels = CPU.allocate(DType.INT32, 2);
        CPU.write(labels, MemorySegment.ofArray(new int[] {0, 3}));
        View out = CPU.allocate(DType.FLOAT32, 2);
        assertEquals("crossEntropy: labels are 0 to 2, got 3 at position 1",
                assertThrows(IllegalArgumentException.class, () -> CPU.crossEntropy(out, logits, labels)).getMessage());
    }

    @Test
    void foundAsAServiceWithFindings() {
        BackendProvider cpu = Devices.providers().stream().filter(p -> p.name().equals("cpu")).findFirst().orElseThrow();
        List<Finding> findings = cpu.findings();
        assertEquals(List.of("processor", "threads", "vector width", "BLAS", "LAPACK", "memory limit"),
                findings.stream().map(Finding::what).toList());
        for (Finding f : findings) {
            assertFalse(f.detail().isBlank());
            assertEquals(f.found(), f.remedy().isEmpty(), f::toString);
        }
        try (Backend b = Devices.open("cpu", new DeviceOptions(1, 0))) {
            assertEquals("cpu", b.name());
            assertEquals(1, ((Cpu) b).threads());
            assertTrue(b.describe().contains("1 thread"), b.describe());
        }
        assertThrows(IllegalArgumentException.class, () -> cpu.open(new DeviceOptions(0, 1)));
    }

    @Test
    void bufferOfAClosedScopeIsRefused() {
        View v;
        try (Scope _ = Scope.open()) {
            v = CPU.allocate(DType.FLOAT32, 4);
        }
        assertThrows(IllegalStateException.class, () -> read(v));
        assertThrows(IllegalStateException.class, () -> CPU.map(Formula.X, v, v));
        assertEquals(Layout.dense(4), v.layout());
    }
}
