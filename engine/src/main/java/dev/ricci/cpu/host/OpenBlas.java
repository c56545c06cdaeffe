package dev.ricci.cpu.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The OpenBLAS native of Bytedeco, called through the foreign-function interface, where its jar is on the class path.
 *
 * <p>It computes with one thread per call: the engine cuts work for its own {@link Pool}, and two sets of threads would fight. The
 * system property {@code ricci.blas=off} hides it.
 */
public final class OpenBlas implements LapackLibrary {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    private static final OpenBlas FOUND;
    private static final String REASON;
    private static final MethodHandle SGEMM;
    private static final MethodHandle DGEMM;
    private static final MethodHandle THREADS;
    private static final MethodHandle CONFIG;

    static {
        OpenBlas found = null;
        String reason = null;
        try {
            found = new OpenBlas(NativeLibrary.open("org/bytedeco/openblas", "libopenblas"));
        } catch (IllegalCallerException e) {
            reason = "openblas: native access is denied; start java with --enable-native-access=ALL-UNNAMED";
        } catch (IOException | RuntimeException | LinkageError e) { // whatever is wrong there, the engine works without
            reason = "openblas: " + e.getMessage() + "; add org.bytedeco:openblas with the classifier " + NativeLibrary.platform();
        }
        FOUND = found;
        REASON = reason;
        SGEMM = found == null ? null : found.bind("cblas_sgemm", gemm(ValueLayout.JAVA_FLOAT));
        DGEMM = found == null ? null : found.bind("cblas_dgemm", gemm(ValueLayout.JAVA_DOUBLE));
        THREADS = found == null ? null : found.bind("openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        CONFIG = found == null ? null : found.bind("openblas_get_config", FunctionDescriptor.of(ValueLayout.ADDRESS));
        if (found != null) {
            found.setThreads(1);
        }
    }

    private final SymbolLookup lookup;

    private OpenBlas(SymbolLookup lookup) {
        this.lookup = lookup;
        for (String name : new String[] {"cblas_sgemm", "cblas_dgemm", "openblas_set_num_threads", "openblas_get_config"}) {
            symbol(name);
        }
    }

    /** The library, where it could be opened and is not turned off. */
    public static Optional<OpenBlas> find() {
        return off() ? Optional.empty() : Optional.ofNullable(FOUND);
    }

    /** Why {@link #find} gives nothing, and what to do; empty where it gives the library. */
    public static String whyMissing() {
        if (off()) {
            return "openblas: turned off by ricci.blas=off";
        }
        return FOUND == null ? REASON : "";
    }

    private static boolean off() {
        return "off".equals(System.getProperty("ricci.blas"));
    }

    @Override
    public MemorySegment symbol(String name) {
        return lookup.find(name).orElseThrow(() -> new NoSuchElementException("openblas: no function " + name));
    }

    /** One line about version, build and processor. */
    @Override
    public String config() {
        try {
            MemorySegment text = (MemorySegment) CONFIG.invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } catch (Throwable e) {
            throw new AssertionError("openblas_get_config", e);
        }
    }

    /** In one thread, whatever is asked for. */
    @Override
    public int begin(int threads) {
        return 0;
    }

    @Override
    public void end(int before) {
        // nothing was begun
    }

    /** The library's own threads, 1 unless something measures it against ours. */
    public void setThreads(int threads) {
        try {
            THREADS.invokeExact(threads);
        } catch (Throwable e) {
            throw new AssertionError("openblas_set_num_threads", e);
        }
    }

    /** C = alpha A B + beta C, row-major, by addresses; a transposed matrix stands in memory with its axes exchanged. */
    public void sgemm(boolean aTransposed, boolean bTransposed, int m, int n, int k, float alpha,
            long a, int lda, long b, int ldb, float beta, long c, int ldc) {
        try {
            SGEMM.invokeExact(ROW_MAJOR, aTransposed ? TRANSPOSED : PLAIN, bTransposed ? TRANSPOSED : PLAIN, m, n, k, alpha,
                    a, lda, b, ldb, beta, c, ldc);
        } catch (Throwable e) {
            throw new AssertionError("cblas_sgemm", e);
        }
    }

    /** As {@link #sgemm}, in float64. */
    public void dgemm(boolean aTransposed, boolean bTransposed, int m, int n, int k, double alpha,
            long a, int lda, long b, int ldb, double beta, long c, int ldc) {
        try {
            DGEMM.invokeExact(ROW_MAJOR, aTransposed ? TRANSPOSED : PLAIN, bTransposed ? TRANSPOSED : PLAIN, m, n, k, alpha,
                    a, lda, b, ldb, beta, c, ldc);
        } catch (Throwable e) {
            throw new AssertionError("cblas_dgemm", e);
        }
    }

    private MethodHandle bind(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbol(name), type);
    }

    /** Pointers go as plain integers, which every 64-bit platform passes in the same registers. */
    private static FunctionDescriptor gemm(MemoryLayout scalar) {
        MemoryLayout i = ValueLayout.JAVA_INT;
        MemoryLayout p = ValueLayout.JAVA_LONG;
        return FunctionDescriptor.ofVoid(i, i, i, i, i, i, scalar, p, i, p, i, scalar, p, i);
    }
}
