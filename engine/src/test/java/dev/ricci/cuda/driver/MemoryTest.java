package dev.ricci.cuda.driver;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private final Backend device = CudaUnderTest.device();

    /** Around the staging ring's parts of 512 KiB, its half of 4 MiB, and its whole of 8 MiB. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 255, 1 << 17, (1 << 17) + 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 21) + 7, 5 << 20})
    void whatIsWrittenIsRead(int n) {
        float[] values = new float[n];
        Random random = new Random(n);
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat();
        }
        try (Scope _ = Scope.open()) {
            View v = device.allocate(DType.FLOAT32, n);
            device.write(v, MemorySegment.ofArray(values));
            float[] back = new float[n];
            device.read(v, MemorySegment.ofArray(back));
            assertArrayEquals(values, back);
        }
    }

    @Test
    void manySmallWritesKeepTheirOrder() {
        try (Scope _ = Scope.open()) {
            View[] all = new View[5000];
            for (int i = 0; i < all.length; i++) {
                all[i] = device.allocate(DType.INT32, 300);
                int[] values = new int[300];
                Arrays.fill(values, i);
                device.write(all[i], MemorySegment.ofArray(values));
            }
            int[] back = new int[300];
            for (int i = 0; i < all.length; i += 97) {
                device.read(all[i], MemorySegment.ofArray(back));
                assertEquals(i, back[0]);
                assertEquals(i, back[299]);
            }
        }
    }

    @Test
    void blocksAreUsedAgain() {
        long first;
        try (Scope _ = Scope.open()) {
            first = CudaBlock.address(device.allocate(DType.FLOAT32, 12_345));
        }
        try (Scope _ = Scope.open()) {
            assertEquals(first, CudaBlock.address(device.allocate(DType.FLOAT32, 12_345)));
        }
    }

    @Test
    void liveBytesAreCountedAndGivenBack() {
        long before = device.liveBytes();
        try (Scope _ = Scope.open()) {
            device.allocate(DType.FLOAT64, 1000, 100);
            assertTrue(device.liveBytes() >= before + 800_000);
        }
        assertEquals(before, device.liveBytes());
    }

    @Test
    void usedAfterItsScopeIsAnException() {
        View v;
        try (Scope _ = Scope.open()) {
            v = device.allocate(DType.FLOAT32, 4);
        }
        assertThrows(IllegalStateException.class, () -> device.read(v, MemorySegment.ofArray(new float[4])));
    }

    @Test
    void tooLittleHostMemoryIsRefused() {
        try (Scope _ = Scope.open()) {
            View v = device.allocate(DType.FLOAT32, 4);
            String message = assertThrows(IllegalArgumentException.class, () -> device.read(v, MemorySegment.ofArray(new float[3])))
                    .getMessage();
            assertEquals("read: shape [4] of float32 takes 16 bytes of host memory, got 12", message);
        }
    }

    @Test
    void aFullDeviceSaysWhatIsInUseAndGoesOn() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device is filled");
        device.trim();
        Emulation.memory(64L << 20, 16L << 20);
        try (Scope _ = Scope.open()) {
            View small = device.allocate(DType.FLOAT32, 1 << 10);
            List<View> held = new ArrayList<>();
            String message = assertThrows(OutOfMemory.class, () -> {
                try (Scope _ = Scope.open()) {
                    for (int i = 0; i < 100; i++) {
                        held.add(device.allocate(DType.FLOAT32, 1 << 20));
                    }
                }
            }).getMessage();
            assertTrue(held.size() >= 4, () -> held.size() + " blocks of 4 MiB fit into 48 MiB");
            assertTrue(message.startsWith("cuda: out of memory: 4.0 MiB asked for, ") && message.contains(" free of 64.0 MiB")
                    && message.contains("owned by scopes") && message.contains("the largest: 4.0 MiB") && message.contains("smaller batches"),
                    message);
            float[] back = new float[1 << 10];
            device.write(small, MemorySegment.ofArray(back));
            device.read(small, MemorySegment.ofArray(back));
            device.allocate(DType.FLOAT32, 10 << 20);
        } finally {
            Emulation.memory(8L << 30, 0);
        }
        try (Scope _ = Scope.open()) {
            device.allocate(DType.FLOAT32, 8 << 20);
        }
    }

    @Test
    void keptMemoryIsGivenBackBeforeAnythingFails() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device is filled");
        device.trim();
        Emulation.memory(96L << 20, 0);
        try {
            for (int mib : new int[] {20, 24, 28, 32, 36, 40}) { // each leaves a block of another size behind
                try (Scope _ = Scope.open()) {
                    device.allocate(DType.FLOAT32, mib << 18);
                }
            }
        } finally {
            Emulation.memory(8L << 30, 0);
        }
    }

    @Test
    void anyThreadMayCall() throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 200; t++) {
            int mark = t;
            threads.add(Thread.ofVirtual().start(() -> {
                try (Scope _ = Scope.open()) {
                    for (int i = 0; i < 10; i++) {
                        View v = device.allocate(DType.INT32, 64);
                        int[] values = new int[64];
                        Arrays.fill(values, mark);
                        device.write(v, MemorySegment.ofArray(values));
                        Thread.yield();
                        int[] back = new int[64];
                        device.read(v, MemorySegment.ofArray(back));
                        assertArrayEquals(values, back);
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread t : threads) {
            t.join();
        }
        assertEquals(List.of(), failures);
    }
}
