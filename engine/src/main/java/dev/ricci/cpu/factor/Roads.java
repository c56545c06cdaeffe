package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.LapackLibrary;
import dev.ricci.cpu.host.Mkl;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.ThreadedOpenBlas;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which road is taken: the LAPACK of MKL or else of OpenBLAS, where one is there and not switched off, else our own. */
public final class Roads {
    private static final Map<LapackLibrary, Map<Integer, Lapack>> MADE = new HashMap<>();

    private Roads() {}

    /** The library whose LAPACK is used, if any. */
    public static Optional<LapackLibrary> library() {
        Optional<Mkl> mkl = Mkl.find();
        return mkl.isPresent() ? Optional.of(mkl.get()) : OpenBlas.find().map(blas -> blas);
    }

    static Road best(Pool pool) {
        Optional<LapackLibrary> found = library();
        return found.isPresent() ? new PooledLapack(made(found.get(), 1), pool) : new Portable(pool);
    }

    /**
     * The road for one large matrix, which may use as many threads of the library's own: for reductions to two diagonals, whose
     * products with vectors our pool would have to hand over a thousand times. The property {@code ricci.lapack.threads} sets another
     * number; with 1, results have the same bits on any number of threads.
     */
    static Road threaded(Pool pool) {
        int threads = Integer.getInteger("ricci.lapack.threads", pool.threads());
        if (threads < 1 || threads > 4096) {
            throw new IllegalArgumentException("ricci.lapack.threads: 1 to 4096, got " + threads);
        }
        Optional<? extends LapackLibrary> library = threads == 1 ? Optional.empty() : Mkl.find();
        if (library.isEmpty() && threads > 1) {
            library = ThreadedOpenBlas.find();
        }
        return library.isPresent() ? made(library.get(), threads) : best(pool);
    }

    static synchronized Lapack made(LapackLibrary library, int threads) {
        return MADE.computeIfAbsent(library, _ -> new HashMap<>()).computeIfAbsent(threads, n -> new Lapack(library, n));
    }
}
