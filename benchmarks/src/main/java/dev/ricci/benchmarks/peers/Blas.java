package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.tensor.Tensor;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.List;

/**
 * A float32 product by OpenBLAS alone, called directly, with threads of its own.
 *
 * <p>Those spin for a tenth of a second after a product, on processors that ours needs by then: they are started before a turn and
 * ended after it.
 */
public final class Blas implements Subject {

    private final OpenBlas blas;
    private final int threads;
    private final Subject product;
    private final MethodHandle end;
    private final List<Tensor> operands; // reachable as long as their addresses are in use

    /** c = a b, of dense row-major matrices or their transposes. */
    public Blas(OpenBlas blas, int threads, Tensor a, Tensor b, Tensor c) {
        this.blas = blas;
        this.threads = threads;
        operands = List.of(a, b, c);
        end = Linker.nativeLinker().downcallHandle(blas.symbol("blas_thread_shutdown_"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        int m = a.size(0);
        int k = a.size(1);
        int n = b.size(1);
        boolean aTransposed = isTransposed(a);
        boolean bTransposed = isTransposed(b);
        long pa = HostBlock.address(a.view());
        long pb = HostBlock.address(b.view());
        long pc = HostBlock.address(c.view());
        int lda = aTransposed ? m : k;
        int ldb = bTransposed ? k : n;
        product = Subject.loop(times -> {
            for (long i = 0; i < times; i++) {
                blas.sgemm(aTransposed, bTransposed, m, n, k, 1, pa, lda, pb, ldb, 0, pc, n);
            }
        });
    }

    private static boolean isTransposed(Tensor x) {
        return x.view().layout().stride(1) != 1;
    }

    @Override
    public double seconds(long times) {
        double seconds = product.seconds(times);
        Reference.reachabilityFence(operands);
        return seconds;
    }

    @Override
    public void enter() {
        blas.setThreads(threads);
    }

    @Override
    public void leave() {
        blas.setThreads(1);
        if (threads > 1) {
            try {
                int _ = (int) end.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError("blas_thread_shutdown_", e);
            }
        }
    }
}
