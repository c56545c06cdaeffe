package dev.ricci.kernels;

import org.junit.jupiter.api.Assumptions;

/** Skips the tests of the emulated device, with one visible line, where there is no g++. */
final class EmulatorPresent {
    private static boolean said;

    private EmulatorPresent() {}

    static synchronized void check() {
        if (!System.getProperty("ricci.emulator", "").isBlank()) {
            return; // built before, elsewhere
        }
        try {
            Compiler.find(false);
        } catch (IllegalStateException e) {
            if (!said) {
                System.out.println("SKIPPED, tests of the emulated device: " + e.getMessage());
                said = true;
            }
            Assumptions.abort(e.getMessage());
        }
    }
}
