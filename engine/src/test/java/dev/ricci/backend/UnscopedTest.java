package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnscopedTest {
    @Test
    void unreachableBuffersAreRecycledOnceAndReachableOnesNot() {
        AtomicInteger gone = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            new Buffer(null, Counted.block(64, gone));
        }
        List<Buffer> reachable = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            reachable.add(new Buffer(null, Counted.block(64, held)));
        }
        Unscoped.collect();
        assertEquals(1000, gone.get());
        assertEquals(0, held.get());
        Unscoped.collect();
        assertEquals(1000, gone.get());
        Reference.reachabilityFence(reachable);
    }

    @Test
    void bytesAreCounted() {
        Unscoped.collect();
        long before = Unscoped.bytes();
        Buffer b = new Buffer(null, Counted.block(1L << 40, new AtomicInteger()));
        assertTrue(Unscoped.bytes() - before > 1L << 39);
        Reference.reachabilityFence(b);
    }

    @Test
    void collectsWhenMuchHasGathered() {
        AtomicInteger gone = new AtomicInteger();
        Unscoped.collect(); // the threshold is at least twice what is reachable now
        long reachable = Unscoped.bytes();
        new Buffer(null, Counted.block(2 * reachable + (256L << 20), gone));
        assertTrue(Unscoped.collectWhenGrown());
        assertEquals(1, gone.get());
        assertFalse(Unscoped.collectWhenGrown());
    }
}
