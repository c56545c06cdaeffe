package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void closingRecyclesWhatTheScopeOwnsOnce() {
        Scope scope = Scope.open();
        Counted a = Counted.make(64);
        Counted b = Counted.make(64);
        assertEquals(2, scope.owned());
        scope.close();
        scope.close();
        assertEquals(1, a.times());
        assertEquals(1, b.times());
        assertFalse(a.buffer().isOpen());
        String message = assertThrows(IllegalStateException.class, a.buffer()::block).getMessage();
        assertTrue(message.contains("scope.keep(tensor)"), message);
    }

    @Test
    void keptValuesGoToTheScopeAround() {
        Counted kept;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                kept = inner.keep(Counted.make(64));
                assertSame(kept, inner.keep(kept)); // twice changes nothing
                assertEquals(0, inner.owned());
                assertEquals(1, outer.owned());
            }
            assertEquals(0, kept.times());
            assertTrue(kept.buffer().isOpen());
        }
        assertEquals(1, kept.times());
    }

    @Test
    void keptByTheOutermostGoesToTheCollector() {
        Counted kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Counted.make(64));
        }
        assertEquals(0, kept.times());
        assertNotNull(kept.buffer().block());
    }

    @Test
    void valuesOfAnOuterScopeStay() {
        try (Scope _ = Scope.open()) {
            Counted a = Counted.make(64);
            try (Scope inner = Scope.open()) {
                inner.keep(a);
            }
            assertEquals(0, a.times());
        }
    }

    @Test
    void outsideIsOutsideOfAll() {
        try (Scope scope = Scope.open()) {
            Counted a = Scope.outside(() -> Counted.make(64));
            assertEquals(0, scope.owned());
            Counted.make(64);
            assertEquals(1, scope.owned());
            scope.close();
            assertEquals(0, a.times());
        }
        assertNull(Scope.innermost());
        assertThrows(ArithmeticException.class, () -> Scope.outside(() -> 1 / Integer.parseInt("0")));
    }

    @Test
    void insideIsTheScopeItselfWhateverIsOpen() {
        try (Scope outer = Scope.open()) {
            Counted a;
            try (Scope inner = Scope.open()) {
                a = outer.inside(() -> Counted.make(64));
                assertSame(inner, Scope.innermost());
                assertEquals(0, inner.owned());
            }
            assertEquals(0, a.times());
            assertEquals(1, outer.owned());
            outer.close();
            assertEquals(1, a.times());
            assertThrows(IllegalStateException.class, () -> outer.inside(() -> 1));
        }
    }

    @Test
    void scopesCloseInReverseOrder() {
        Scope outer = Scope.open();
        Scope inner = Scope.open();
        assertTrue(assertThrows(IllegalStateException.class, outer::close).getMessage().contains("reverse order"));
        inner.close();
        outer.close();
        Counted a = Counted.make(64);
        assertThrows(IllegalStateException.class, () -> inner.keep(a));
    }

    @Test
    void aScopeBelongsToItsThread() throws InterruptedException {
        try (Scope scope = Scope.open()) {
            Throwable[] thrown = new Throwable[1];
            int[] owned = new int[1];
            Thread other = new Thread(() -> {
                Counted.make(64);
                owned[0] = scope.owned();
                thrown[0] = assertThrows(IllegalStateException.class, scope::close);
            });
            other.start();
            other.join();
            assertEquals(0, owned[0]);
            assertTrue(thrown[0].getMessage().contains("belongs to the thread"));
        }
    }

    @Test
    void keepingWhatHasClosedIsRefused() {
        Counted a;
        try (Scope _ = Scope.open()) {
            a = Counted.make(64);
        }
        try (Scope scope = Scope.open()) {
            assertThrows(IllegalStateException.class, () -> scope.keep(a));
        }
    }
}
