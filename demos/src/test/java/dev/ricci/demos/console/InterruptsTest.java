package dev.ricci.demos.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
    @Test
    void theFirstCtrlCIsAWishThatIsAnswered() throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        try (Interrupts interrupts = Interrupts.watch(said::add)) {
            assertFalse(interrupts.requested());
            Signal.raise(new Signal("INT"));
            for (int i = 0; i < 200 && said.isEmpty(); i++) { // another thread delivers signals
                Thread.sleep(10);
            }
            assertTrue(interrupts.requested());
            assertEquals(1, said.size());
        }
    }
}
