package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.LapackLibrary;
import dev.ricci.cpu.host.Memory;
import java.util.Arrays;

/** The arguments of one call, by address. */
final class LapackCall implements AutoCloseable {
    private static final int NUMBERS = 32;

    private final Workspace memory = new Workspace();
    private final LapackLibrary library;
    private final int threads;
    private final DType type;
    private final long numbers = memory.bytes(4L * NUMBERS);
    private int used;

    LapackCall(LapackLibrary library, int threads, DType type) {
        this.library = library;
        this.threads = threads;
        this.type = type;
    }

    long number(int value) {
        if (used == NUMBERS) {
            throw new AssertionError("more numbers than a call has");
        }
        long at = numbers + 4L * used++;
        Memory.setInt(at, value);
        return at;
    }

    long numbers(int... values) {
        return memory.ints(values);
    }

    long letter(char value) {
        return number(value);
    }

    /** The number 1 in the type of the matrices. */
    long one() {
        Matrix one = memory.matrix(type, 1, 1);
        one.set(0, 0, 1);
        return one.address();
    }

    long stride(Matrix m) {
        return number((int) m.rowStride());
    }

    long integers(long count) {
        return memory.bytes(4 * count);
    }

    long vector(int length) {
        return memory.bytes((long) length * type.bytes());
    }

    /** Calls with these arguments and info. */
    int run(Routine r, long... arguments) {
        long[] all = Arrays.copyOf(arguments, arguments.length + 1);
        long info = number(0);
        all[arguments.length] = info;
        call(r, all);
        int result = Memory.getInt(info);
        if (result < 0) {
            throw new AssertionError("LAPACK found its argument " + -result + " wrong");
        }
        return result;
    }

    /** Calls with these arguments alone, as BLAS is called. */
    void call(Routine r, long... arguments) {
        int before = library.begin(threads);
        try {
            r.call(type, arguments);
        } finally {
            library.end(before);
        }
    }

    int runWithWork(Routine r, long... arguments) {
        return runWithWorkAnd(r, new long[0], arguments);
    }

    /** Asks for the best size of the work array first; the arguments after it come between its size and info. */
    int runWithWorkAnd(Routine r, long[] after, long... arguments) {
        long[] all = Arrays.copyOf(arguments, arguments.length + 2 + after.length);
        System.arraycopy(after, 0, all, arguments.length + 2, after.length);
        Matrix asked = memory.matrix(type, 1, 1);
        all[arguments.length] = asked.address();
        all[arguments.length + 1] = number(-1);
        int info = run(r, all);
        if (info != 0) {
            return info;
        }
        // a size that float32 cannot hold comes rounded, maybe down
        long size = (long) Math.ceil(asked.get(0, 0) * (1 + 0x1p-22));
        all[arguments.length] = memory.bytes(size * type.bytes());
        all[arguments.length + 1] = number((int) Math.min(size, Integer.MAX_VALUE));
        return run(r, all);
    }

    @Override
    public void close() {
        memory.close();
    }
}
