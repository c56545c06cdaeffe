package dev.ricci.cpu.memory;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Bytes;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.backend.SizeClass;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecyclerTest {
    @Test
    void sizeClassesFitTightly() {
        for (long bytes = 0; bytes < 100_000; bytes++) {
            check(bytes);
        }
        for (int i = 0; i < SizeClass.COUNT; i++) {
            long size = SizeClass.bytes(i);
            assertEquals(i, SizeClass.index(size));
            check(size);
            if (i < SizeClass.COUNT - 1) {
                assertEquals(i + 1, SizeClass.index(size + 1));
                check(size + 1);
            }
        }
    }

    private static void check(long bytes) {
        long size = SizeClass.bytes(SizeClass.index(bytes));
        assertTrue(size >= bytes && size % 64 == 0);
        assertTrue(size == 64 || size - bytes < 64 || size - bytes <= size / 4, () -> bytes + " in " + size);
    }

    @Test
    void aBlockComesBackForTheNextRequestOfItsSize() {
        try (Recycler r = new Recycler(1 << 20, false)) {
            HostBlock a = r.allocate(1000);
            assertTrue(a.bytes() >= 1000);
            assertEquals(0, a.address() % 64);
            assertEquals(a.bytes(), r.liveBytes());
            a.recycle();
            assertEquals(0, r.liveBytes());
            assertEquals(a.bytes(), r.keptBytes());
            assertSame(a, r.allocate(a.bytes() - 1));
            assertEquals(0, r.keptBytes());
        }
    }

    @Test
    void trimGivesBackWhatIsKept() {
        try (Recycler r = new Recycler(1 << 20, false)) {
            HostBlock a = r.allocate(5000);
            r.allocate(300);
            a.recycle();
            r.trim();
            assertEquals(0, r.keptBytes());
            assertEquals(320, r.liveBytes());
        }
    }

    @Test
    void keptMemoryMakesRoomForOtherSizes() {
        try (Recycler r = new Recycler(1 << 20, false)) {
            r.allocate(400_000).recycle();
            r.allocate(900_000);
            assertEquals(0, r.keptBytes());
        }
    }

    @Test
    void atMostHalfOfTheLimitIsKept() {
        try (Recycler r = new Recycler(1 << 20, false)) {
            HostBlock[] all = new HostBlock[10];
            Arrays.setAll(all, _ -> r.allocate(1 << 16));
            for (HostBlock b : all) {
                b.recycle();
            }
            assertEquals(1 << 19, r.keptBytes());
            assertEquals(0, r.liveBytes());
        }
    }

    @Test
    void theLimitIsNamedWithTheRemedyAndNothingIsLost() {
        try (Recycler r = new Recycler(1 << 20, false)) {
            HostBlock a = r.allocate(600 << 10);
            String message = assertThrows(OutOfMemory.class, () -> r.allocate(600 << 10)).getMessage();
            for (String part : new String[] {"640.0 KiB asked for", "640.0 KiB in use", "limit 1.0 MiB", "-Dricci.memory=2m"}) {
                assertTrue(message.contains(part), message);
            }
            assertThrows(OutOfMemory.class, () -> r.allocate(1L << 40));
            assertThrows(OutOfMemory.class, () -> r.allocate(Long.MAX_VALUE));
            a.recycle();
            r.allocate(600 << 10);
        }
    }

    @Test
    void afterClosingNothingIsKept() {
        Recycler r = new Recycler(1 << 20, false);
        HostBlock a = r.allocate(100);
        r.allocate(200).recycle();
        r.close();
        assertEquals(0, r.keptBytes());
        Memory.setInt(a.address(), 42);
        assertEquals(42, Memory.getInt(a.address()));
        a.recycle();
        assertEquals(0, r.keptBytes() + r.liveBytes());
        assertThrows(IllegalStateException.class, () -> r.allocate(100));
    }

    /** Each thread marks its blocks and finds its marks again, while all hand blocks to and fro. */
    @Test
    void noBlockIsEverLentTwice() throws InterruptedException {
        try (Recycler r = new Recycler(1 << 26, false)) {
            Thread[] threads = new Thread[4];
            Throwable[] thrown = new Throwable[threads.length];
            for (int t = 0; t < threads.length; t++) {
                int mark = t;
                threads[t] = new Thread(() -> work(r, mark));
                threads[t].setUncaughtExceptionHandler((_, e) -> thrown[mark] = e);
                threads[t].start();
            }
            for (Thread t : threads) {
                t.join();
            }
            for (Throwable e : thrown) {
                assertNull(e);
            }
            assertEquals(0, r.liveBytes());
            r.trim();
            assertEquals(0, r.keptBytes());
        }
    }

    private static void work(Recycler r, int mark) {
        Random random = new Random(mark);
        ArrayDeque<HostBlock> held = new ArrayDeque<>();
        for (int i = 0; i < 20_000 || !held.isEmpty(); i++) {
            if (i < 20_000 && held.size() < 50 && random.nextInt(3) > 0) {
                HostBlock b = r.allocate(random.nextInt(600));
                Memory.fill(b.address(), b.bytes(), (byte) mark);
                held.add(b);
            } else if (!held.isEmpty()) {
                HostBlock b = held.poll();
                for (long k = 0; k < b.bytes(); k++) {
                    assertEquals(mark, Memory.getByte(b.address() + k));
                }
                b.recycle();
            }
        }
    }

    @Test
    void leaksNameThePlaceOfTheAllocation() {
        try (Recycler r = new Recycler(1 << 20, true)) {
            HostBlock gone = r.allocate(64);
            for (int i = 0; i < 3; i++) {
                r.allocate(10_000);
            }
            gone.recycle();
            String report = r.leaks();
            assertTrue(report.startsWith("cpu: 3 buffers in use, 30.0 KiB\n  30.0 KiB in 3 from "), report);
        }
        try (Recycler r = new Recycler(1 << 20, false)) {
            assertTrue(r.leaks().contains("-Dricci.leaks=true"));
        }
    }

    @Test
    void sizesInTheProperty() {
        assertEquals(4096, MemoryLimit.parse("4096"));
        assertEquals(512L << 20, MemoryLimit.parse("512m"));
        assertEquals(8L << 30, MemoryLimit.parse("8G"));
        for (String wrong : new String[] {"g", "8x", "-1", "0", "9999999t", "1.5g"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> MemoryLimit.parse(wrong)).getMessage();
            assertTrue(message.startsWith("ricci.memory:") && message.endsWith(wrong), message);
        }
        assertTrue(MemoryLimit.physical() > 64 << 20);
        assertEquals("1.5 GiB", Bytes.text(3L << 29));
        assertEquals("17 bytes", Bytes.text(17));
    }
}
