package dev.ricci.cpu.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * OpenBLAS once more, with its own threads, for factorisations that our pool cannot share out.
 *
 * <p>How many threads OpenBLAS takes is one number for the whole of a library, so the products of {@link OpenBlas} would change along
 * with it: this is a copy with variables of its own. One call at a time has the threads.
 */
public final class ThreadedOpenBlas implements LapackLibrary {
    private static ThreadedOpenBlas found;
    private static boolean tried;

    private final SymbolLookup lookup;
    private final MethodHandle setThreads;
    private final ReentrantLock lock = new ReentrantLock();
    private int threads;

    private ThreadedOpenBlas(SymbolLookup lookup) {
        this.lookup = lookup;
        setThreads = Linker.nativeLinker().downcallHandle(symbol("openblas_set_num_threads"),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /** The copy, made when first asked for; nothing where there is no OpenBLAS or no room for it. */
    public static synchronized Optional<ThreadedOpenBlas> find() {
        if (OpenBlas.find().isEmpty()) {
            return Optional.empty();
        }
        if (!tried) {
            tried = true;
            try {
                found = new ThreadedOpenBlas(NativeLibrary.openCopy("org/bytedeco/openblas", "libopenblas"));
            } catch (IOException | RuntimeException | LinkageError e) {
                System.err.println("cpu: large factorisations run in one thread: no second openblas, " + e.getMessage());
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String config() {
        return OpenBlas.find().orElseThrow().config();
    }

    @Override
    public MemorySegment symbol(String name) {
        return lookup.find(name).orElseThrow(() -> new NoSuchElementException("openblas: no function " + name));
    }

    @Override
    public int begin(int wanted) {
        lock.lock();
        if (threads != wanted) {
            try {
                setThreads.invokeExact(wanted);
            } catch (Throwable e) {
                throw new AssertionError("openblas_set_num_threads", e);
            }
            threads = wanted;
        }
        return 0;
    }

    @Override
    public void end(int before) {
        lock.unlock();
    }
}
