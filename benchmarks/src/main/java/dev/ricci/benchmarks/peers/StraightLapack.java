package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.cpu.host.OpenBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Random;

/**
 * LAPACK's routines called directly, as a C program calls them: matrices by columns, the workspace made once, with as many threads of the
 * library's own as asked for. Each time copies the matrix first, because the routine destroys it.
 */
public final class StraightLapack implements AutoCloseable {
    private final OpenBlas library;
    private final int threads;
    private final MethodHandle end;
    private final Arena arena = Arena.ofShared();

    /** Of OpenBLAS, the library that the CPU backend calls. */
    public StraightLapack(OpenBlas library, int threads) {
        this.library = library;
        this.threads = threads;
        end = Linker.nativeLinker().downcallHandle(library.symbol("blas_thread_shutdown_"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    }

    /** U, S, V^T of an m by n matrix by xGESDD. */
    public Subject svd(boolean single, int m, int n) {
        Matrices of = new Matrices(single);
        int k = Math.min(m, n);
        MemorySegment a = of.random((long) m * n);
        MemorySegment work = of.zeros((long) m * n);
        Call gesdd = new Call(single, "gesdd", 14, 1);
        long[] arguments = {of.letter('S'), of.number(m), of.number(n), work.address(), of.number(m), of.zeros(k).address(),
            of.zeros((long) m * k).address(), of.number(m), of.zeros((long) k * n).address(), of.number(k), 0, 0,
            of.integers(8L * k).address(), of.number(0)};
        of.workspace(gesdd, arguments, 10, 11);
        return subject(() -> {
            work.copyFrom(a);
            gesdd.run(arguments);
        });
    }

    /** Values and vectors of a symmetric matrix by xSYEVD. */
    public Subject symmetricEigen(boolean single, int n) {
        Matrices of = new Matrices(single);
        MemorySegment a = of.random((long) n * n);
        MemorySegment work = of.zeros((long) n * n);
        int integers = 3 + 5 * n;
        Call syevd = new Call(single, "syevd", 11, 2);
        long[] arguments = {of.letter('V'), of.letter('L'), of.number(n), work.address(), of.number(n), of.zeros(n).address(), 0, 0,
            of.integers(integers).address(), of.number(integers), of.number(0)};
        of.workspace(syevd, arguments, 6, 7);
        return subject(() -> {
            work.copyFrom(a);
            syevd.run(arguments);
        });
    }

    /** Q and R by xGEQRF and xORGQR; R stays where Q is not, as LAPACK leaves it. */
    public Subject qr(boolean single, int m, int n) {
        Matrices of = new Matrices(single);
        MemorySegment a = of.random((long) m * n);
        MemorySegment work = of.zeros((long) m * n);
        long tau = of.zeros(n).address();
        Call geqrf = new Call(single, "geqrf", 8, 0);
        Call orgqr = new Call(single, "orgqr", 9, 0);
        long[] factor = {of.number(m), of.number(n), work.address(), of.number(m), tau, 0, 0, of.number(0)};
        long[] form = {of.number(m), of.number(n), of.number(n), work.address(), of.number(m), tau, 0, 0, of.number(0)};
        of.workspace(geqrf, factor, 5, 6);
        of.workspace(orgqr, form, 6, 7);
        return subject(() -> {
            work.copyFrom(a);
            geqrf.run(factor);
            orgqr.run(form);
        });
    }

    /** L by xPOTRF. */
    public Subject cholesky(boolean single, int n) {
        Matrices of = new Matrices(single);
        MemorySegment a = of.random((long) n * n);
        for (int i = 0; i < n; i++) {
            of.set(a, (long) i * n + i, 2 * n);
        }
        MemorySegment work = of.zeros((long) n * n);
        Call potrf = new Call(single, "potrf", 5, 1);
        long[] arguments = {of.letter('L'), of.number(n), work.address(), of.number(n), of.number(0)};
        return subject(() -> {
            work.copyFrom(a);
            potrf.run(arguments);
        });
    }

    /** X of A X = B with r right sides by xGESV. */
    public Subject solve(boolean single, int n, int r) {
        Matrices of = new Matrices(single);
        MemorySegment a = of.random((long) n * n);
        MemorySegment b = of.random((long) n * r);
        MemorySegment left = of.zeros((long) n * n);
        MemorySegment right = of.zeros((long) n * r);
        Call gesv = new Call(single, "gesv", 8, 0);
        long[] arguments = {of.number(n), of.number(r), left.address(), of.number(n), of.integers(n).address(), right.address(),
            of.number(n), of.number(0)};
        return subject(() -> {
            left.copyFrom(a);
            right.copyFrom(b);
            gesv.run(arguments);
        });
    }

    /** The same work done so many times one after another: a loop over small matrices. */
    public static Subject loop(Subject one, int count) {
        return new Subject() {
            @Override
            public double seconds(long times) {
                return one.seconds(times * count);
            }

            @Override
            public void enter() {
                one.enter();
            }

            @Override
            public void leave() {
                one.leave();
            }
        };
    }

    private Subject subject(Runnable work) {
        Subject timed = Subject.of(work);
        return new Subject() {
            @Override
            public double seconds(long times) {
                return timed.seconds(times);
            }

            @Override
            public void enter() {
                library.setThreads(threads);
            }

            @Override
            public void leave() {
                library.setThreads(1);
                if (threads > 1) {
                    shutDown();
                }
            }
        };
    }

    /** Its threads spin for a tenth of a second after the work, on processors that ours needs by then. */
    private void shutDown() {
        try {
            int _ = (int) end.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError("blas_thread_shutdown_", e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /** A routine by its Fortran interface: every argument is an address, the length of each letter comes at the end. */
    private final class Call {
        private final MethodHandle handle;

        Call(boolean single, String name, int arguments, int letters) {
            MemoryLayout[] types = new MemoryLayout[arguments + letters];
            Arrays.fill(types, ValueLayout.JAVA_LONG);
            Object[] lengths = new Object[letters];
            Arrays.fill(lengths, 1L);
            MethodHandle plain = Linker.nativeLinker().downcallHandle(library.symbol((single ? "s" : "d") + name + "_"),
                    FunctionDescriptor.ofVoid(types));
            handle = MethodHandles.insertArguments(plain, arguments, lengths).asSpreader(long[].class, arguments);
        }

        void run(long... arguments) {
            try {
                handle.invokeExact(arguments);
            } catch (Throwable e) {
                throw new AssertionError("LAPACK", e);
            }
        }
    }

    /** Memory for the arguments of one case. */
    private final class Matrices {
        private final boolean single;
        private final Random random = new Random(7);

        Matrices(boolean single) {
            this.single = single;
        }

        MemorySegment zeros(long count) {
            return arena.allocate(Math.max(1, count) * (single ? 4 : 8), 64);
        }

        MemorySegment random(long count) {
            MemorySegment s = zeros(count);
            for (long i = 0; i < count; i++) {
                set(s, i, random.nextGaussian());
            }
            return s;
        }

        void set(MemorySegment s, long i, double value) {
            if (single) {
                s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            } else {
                s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            }
        }

        MemorySegment integers(long count) {
            return arena.allocate(4 * Math.max(1, count), 64);
        }

        long number(int value) {
            return arena.allocateFrom(ValueLayout.JAVA_INT, value).address();
        }

        long letter(char value) {
            return number(value);
        }

        /** Asks the routine for the size of its workspace, and makes it. */
        void workspace(Call routine, long[] arguments, int place, int size) {
            MemorySegment asked = zeros(1);
            arguments[place] = asked.address();
            arguments[size] = number(-1);
            routine.run(arguments);
            double count = single ? asked.get(ValueLayout.JAVA_FLOAT, 0) : asked.get(ValueLayout.JAVA_DOUBLE, 0);
            arguments[place] = zeros((long) count + 64).address();
            arguments[size] = number((int) count + 64);
        }
    }
}
