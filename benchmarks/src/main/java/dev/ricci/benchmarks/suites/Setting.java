package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import java.util.function.Consumer;

/** A system property that a device reads when it is opened. */
record Setting(String property, String value) {
    /** Opens another device of the kind under this setting, and makes it that of new tensors while work goes on. */
    void with(Bench bench, Consumer<Backend> work) {
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try (Backend other = bench.openAnother()) {
            restore(before);
            Devices.use(other);
            work.accept(other);
        } finally {
            restore(before);
            Devices.use(bench.device());
        }
    }

    private void restore(String before) {
        if (before == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, before);
        }
    }
}
