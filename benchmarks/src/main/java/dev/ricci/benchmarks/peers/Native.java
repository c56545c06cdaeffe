package dev.ricci.benchmarks.peers;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Functions of a native library, for calls that may take a tenth of a microsecond: arguments are boxed. */
final class Native {
    private final SymbolLookup library;

    Native(SymbolLookup library) {
        this.library = library;
    }

    /** A function that answers with a status. */
    @FunctionalInterface
    interface Call {
        /** @throws IllegalStateException for a status other than 0 */
        void run(Object... arguments);
    }

    /** A function that gives a number. */
    @FunctionalInterface
    interface Question {
        long ask(Object... arguments);
    }

    /** A function by its name and the types of its parameters, whose int says 0 where all is well. */
    Call call(String name, MemoryLayout... parameters) {
        MethodHandle handle = handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
        return arguments -> {
            int status = (int) invoke(name, handle, arguments);
            if (status != 0) {
                throw new IllegalStateException(name + Arrays.toString(arguments) + ": status " + status);
            }
        };
    }

    /** The same for one whose long is the answer. */
    Question question(String name, MemoryLayout... parameters) {
        MethodHandle handle = handle(name, FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters));
        return arguments -> (long) invoke(name, handle, arguments);
    }

    /** The same for one that gives nothing. */
    Call order(String name, MemoryLayout... parameters) {
        MethodHandle handle = handle(name, FunctionDescriptor.ofVoid(parameters));
        return arguments -> invoke(name, handle, arguments);
    }

    private MethodHandle handle(String name, FunctionDescriptor type) {
        MethodHandle plain = Linker.nativeLinker().downcallHandle(
                library.find(name).orElseThrow(() -> new IllegalStateException("there is no function " + name)), type);
        return plain.asSpreader(Object[].class, type.argumentLayouts().size())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static Object invoke(String name, MethodHandle handle, Object... arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }
}
