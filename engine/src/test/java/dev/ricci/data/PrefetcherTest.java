package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Scope;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {
    private static final class Counting implements Iterator<Integer> {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            return made.getAndIncrement();
        }
    }

    @Test
    void everyItemInOrder() {
        try (Prefetcher<Integer> p = Prefetcher.of(IntStream.range(0, 1000).iterator(), 3)) {
            List<Integer> seen = new ArrayList<>();
            p.forEachRemaining(seen::add);
            assertEquals(IntStream.range(0, 1000).boxed().toList(), seen);
            assertFalse(p.hasNext());
            assertThrows(NoSuchElementException.class, p::next);
        }
    }

    @Test
    void noMoreWaitThanAllowed() throws InterruptedException {
        Counting source = new Counting();
        try (Prefetcher<Integer> p = Prefetcher.of(source, 2)) {
            for (int i = 0; i < 50; i++) {
                assertEquals(i, p.next());
                Thread.sleep(1);
                // handed out, waiting in the queue, and the one that does not fit
                assertTrue(source.made.get() <= i + 1 + 2 + 1, source.made + " made after " + (i + 1));
            }
        }
        int made = source.made.get();
        Thread.sleep(20);
        assertEquals(made, source.made.get(), "closing stops the source");
        assertThrows(IllegalArgumentException.class, () -> Prefetcher.of(source, 0));
    }

    @Test
    void errorsReachTheCallerAfterTheItemsBefore() {
        for (Throwable wrong : List.of(new IllegalStateException("the source broke"), new StackOverflowError("deep"))) {
            Iterator<Integer> source = Stream.iterate(0, i -> i + 1).map(i -> i < 3 ? i : PrefetcherTest.<Integer>fail(wrong)).iterator();
            try (Prefetcher<Integer> p = Prefetcher.of(source, 2)) {
                assertEquals(0, p.next());
                assertEquals(1, p.next());
                assertEquals(2, p.next());
                assertSame(wrong, assertThrows(wrong.getClass(), p::next));
                assertSame(wrong, assertThrows(wrong.getClass(), p::hasNext), "and again, instead of waiting for ever");
            }
        }
        try (Prefetcher<Integer> p = Prefetcher.of(Stream.of((Integer) null).iterator(), 1)) {
            assertThrows(NullPointerException.class, p::next);
        }
    }

    private static <T> T fail(Throwable wrong) {
        if (wrong instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) wrong;
    }

    @Test
    void closedWhileTheSourceBlocks() {
        CountDownLatch never = new CountDownLatch(1);
        Iterator<Integer> source = Stream.generate(() -> {
            try {
                never.await();
                return 1;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).iterator();
        Prefetcher<Integer> p = Prefetcher.of(source, 1);
        p.close();
        p.close();
        assertThrows(IllegalStateException.class, p::hasNext);
    }

    @Test
    void anInterruptedCallerGetsAnErrorAndTheThreadEnds() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Iterator<Integer> source = Stream.generate(() -> {
            worker.set(Thread.currentThread());
            try {
                never.await();
                return 1;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).iterator();
        Thread caller = Thread.ofPlatform().start(() -> {
            try (Prefetcher<Integer> p = Prefetcher.of(source, 1)) {
                p.next();
            } catch (IllegalStateException e) {
                seen.set(e);
                assertTrue(Thread.currentThread().isInterrupted());
            }
        });
        while (worker.get() == null) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertTrue(seen.get().getMessage().contains("interrupted while waiting"));
        worker.get().join(5000);
        assertFalse(worker.get().isAlive());
    }

    @Test
    void batchesOfImagesMadeAhead() {
        ImageSet images = SyntheticDigits.train(50, 1);
        int[] seen = new int[10];
        int batches = 0;
        try (Prefetcher<HostBatch> p = Prefetcher.of(images.batches(Scaling.UNIT, 16, 4, 0), 2)) {
            while (p.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch b = p.next().upload();
                    assertEquals(784, b.inputs().size(1));
                    for (int label : b.targets().toInts()) {
                        seen[label]++;
                    }
                    batches++;
                }
            }
        }
        assertEquals(4, batches);
        assertArrayEquals(new int[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, seen);
    }
}
