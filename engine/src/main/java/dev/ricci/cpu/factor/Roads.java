package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.Pool;
import java.util.Optional;

/** Which road is taken: LAPACK where OpenBLAS is there and not switched off, else our own. */
final class Roads {
    private static Lapack lapack;

    private Roads() {}

    static Road best(Pool pool) {
        Optional<Lapack> found = lapack();
        return found.isPresent() ? found.get() : new Portable(pool);
    }

    static synchronized Optional<Lapack> lapack() {
        Optional<OpenBlas> library = OpenBlas.find();
        if (library.isPresent() && lapack == null) {
            lapack = new Lapack(library.get());
        }
        return library.isPresent() ? Optional.of(lapack) : Optional.empty();
    }
}
