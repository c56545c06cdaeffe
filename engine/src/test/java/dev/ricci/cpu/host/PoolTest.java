package dev.ricci.cpu.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyPartRunsOnce(int threads) {
        try (Pool pool = new Pool(threads)) {
            assertEquals(threads, pool.threads());
            for (int parts : new int[] {0, 1, 2, 3, 17, 1000}) {
                AtomicIntegerArray seen = new AtomicIntegerArray(parts);
                pool.run(parts, seen::incrementAndGet);
                for (int i = 0; i < parts; i++) {
                    assertEquals(1, seen.get(i), "part " + i + " of " + parts);
                }
            }
        }
    }

    @Test
    void workersTakePart() {
        try (Pool pool = new Pool(3)) {
            CountDownLatch all = new CountDownLatch(3);
            pool.run(3, _ -> { // returns only when three threads are in it at once
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void workersWakeAfterTheyHaveParked() throws InterruptedException {
        try (Pool pool = new Pool(2)) {
            for (int round = 0; round < 20; round++) {
                Thread.sleep(2);
                CountDownLatch both = new CountDownLatch(2);
                pool.run(2, _ -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }
        }
    }

    @Test
    void rangeCutsTheSameForEveryNumberOfThreads() {
        for (long n : new long[] {0, 1, 63, 64, 65, 4096, 1_000_003, 5_000_000_000L}) {
            Set<List<Long>> one = parts(1, n, 64);
            assertEquals(one, parts(2, n, 64), "n " + n);
            assertEquals(one, parts(5, n, 64), "n " + n);
            List<List<Long>> sorted = new ArrayList<>(one);
            sorted.sort((a, b) -> Long.compare(a.getFirst(), b.getFirst()));
            long at = 0;
            for (List<Long> part : sorted) {
                assertEquals(at, part.getFirst());
                assertTrue(part.getLast() > at);
                at = part.getLast();
                assertTrue(at == n || at % 64 == 0);
            }
            assertEquals(n, at);
        }
    }

    private static Set<List<Long>> parts(int threads, long n, long grain) {
        Set<List<Long>> parts = ConcurrentHashMap.newKeySet();
        try (Pool pool = new Pool(threads)) {
            pool.range(n, grain, (from, to) -> assertTrue(parts.add(List.of(from, to))));
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anExceptionReachesTheCallerAfterAllHaveStopped(int threads) {
        try (Pool pool = new Pool(threads)) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger inside = new AtomicInteger();
                IllegalStateException thrown = new IllegalStateException("part 3");
                IllegalStateException got = assertThrows(IllegalStateException.class, () -> pool.run(16, part -> {
                    inside.incrementAndGet();
                    try {
                        if (part == 3) {
                            throw thrown;
                        }
                        Thread.onSpinWait();
                    } finally {
                        inside.decrementAndGet();
                    }
                }));
                assertSame(thrown, got);
                assertEquals(0, inside.get());
            }
            AtomicInteger after = new AtomicInteger();
            pool.run(8, _ -> after.incrementAndGet());
            assertEquals(8, after.get());
        }
    }

    @Test
    void nestedJobsRunInTheThreadThatAsked() {
        try (Pool pool = new Pool(3)) {
            AtomicLong sum = new AtomicLong();
            ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
            pool.run(5, i -> {
                Thread outer = Thread.currentThread();
                pool.range(1000, 10, (from, to) -> {
                    if (Thread.currentThread() != outer) {
                        wrong.add(Thread.currentThread().getName());
                    }
                    sum.addAndGet((to - from) * (i + 1));
                });
            });
            assertTrue(wrong.isEmpty(), wrong::toString);
            assertEquals(15_000, sum.get());
        }
    }

    @Test
    void manyCallersAtOnce() throws InterruptedException {
        try (Pool pool = new Pool(3)) {
            AtomicInteger bad = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                callers.add(Thread.ofPlatform().start(() -> {
                    for (int round = 0; round < 500; round++) {
                        AtomicInteger count = new AtomicInteger();
                        pool.run(9, i -> count.addAndGet(i));
                        if (count.get() != 36) {
                            bad.incrementAndGet();
                        }
                    }
                }));
            }
            for (Thread t : callers) {
                t.join();
            }
            assertEquals(0, bad.get());
        }
    }

    @Test
    void closeEndsTheThreads() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Pool pool = new Pool(3);
        CountDownLatch all = new CountDownLatch(3);
        pool.run(3, _ -> {
            seen.add(Thread.currentThread());
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        pool.close();
        pool.close();
        seen.remove(Thread.currentThread());
        assertEquals(2, seen.size());
        seen.forEach(t -> assertFalse(t.isAlive()));
        assertThrows(IllegalStateException.class, () -> pool.run(2, _ -> {}));
    }

    @Test
    void aPoolHasAThread() {
        assertThrows(IllegalArgumentException.class, () -> new Pool(0));
    }
}
