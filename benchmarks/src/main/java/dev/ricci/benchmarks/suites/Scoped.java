package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.benchmarks.harness.Subject;
import java.util.function.Supplier;

/**
 * Work through the public API as programs do it: results are made in a scope, which recycles their memory.
 *
 * <p>A turn ends when the device has done all of it.
 */
final class Scoped {
    /** Small operations that share a scope, as those of a training step do. */
    private static final int TOGETHER = 100;

    private Scoped() {}

    /** Each in a scope of its own. */
    static Subject each(Supplier<?> work) {
        return finished(times -> {
            for (long i = 0; i < times; i++) {
                try (Scope _ = Scope.open()) {
                    work.get();
                }
            }
        });
    }

    /** A hundred in a scope, whose opening and closing is in the time. */
    static Subject small(Supplier<?> work) {
        return finished(times -> {
            for (long done = 0; done < times; done += TOGETHER) {
                long now = Math.min(TOGETHER, times - done);
                try (Scope _ = Scope.open()) {
                    for (long i = 0; i < now; i++) {
                        work.get();
                    }
                }
            }
        });
    }

    /** Work that the device may still be doing when its calls have returned. */
    static Subject finished(Subject.Loop work) {
        Backend device = Devices.current();
        return Subject.loop(times -> {
            work.run(times);
            device.finish();
        });
    }
}
