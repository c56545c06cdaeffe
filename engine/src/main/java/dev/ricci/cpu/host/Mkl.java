package dev.ricci.cpu.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Intel's MKL, for its LAPACK, where its library is on this machine (Linux on x86-64).
 *
 * <p>MKL ends the process where it cannot open its parts. So all of them are looked at first, and opened by us; whatever is wrong is a
 * reason to go on without it. The property {@code ricci.mkl} names its folder, or hides it with {@code off}.
 */
public final class Mkl implements LapackLibrary {
    private static final Mkl FOUND;
    private static final String REASON;

    static {
        Mkl found = null;
        String reason = "";
        try {
            if (!NativeLibrary.platform().equals("linux-x86_64")) {
                throw new IOException("looked for on linux-x86_64 only");
            }
            OpenBlas.find(); // must be bound before MKL offers the same names to everybody
            found = new Mkl(MklFiles.find());
        } catch (IllegalCallerException e) {
            reason = "native access is denied; start java with --enable-native-access=ALL-UNNAMED";
        } catch (IOException | RuntimeException | LinkageError e) { // whatever is wrong there, the engine works without
            reason = e.getMessage();
        }
        FOUND = found;
        REASON = reason;
    }

    private final SymbolLookup lookup;
    private final MethodHandle localThreads;
    private final MethodHandle blockTime;

    private Mkl(MklFiles files) throws IOException {
        for (Path part : files.parts()) {
            DynamicLoader.open(part, DynamicLoader.LAZY | DynamicLoader.GLOBAL);
        }
        lookup = SymbolLookup.libraryLookup(files.entry(), Arena.global());
        invoke("MKL_Set_Interface_Layer", 0); // integers of 32 bits
        if (invoke("MKL_Set_Threading_Layer", files.layer()) != files.layer()) {
            throw new IOException("it does not take the threads of " + files.parts());
        }
        invoke("MKL_Set_Num_Threads", 1);
        localThreads = function("MKL_Set_Num_Threads_Local");
        blockTime = files.layer() == MklFiles.INTEL ? blockTime(files) : null;
    }

    private static MethodHandle blockTime(MklFiles files) {
        Path threads = files.parts().stream().filter(p -> p.getFileName().toString().startsWith("libiomp5")).findFirst().orElseThrow();
        return Linker.nativeLinker().downcallHandle(SymbolLookup.libraryLookup(threads, Arena.global()).findOrThrow("kmp_set_blocktime"),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /** The library, where it could be opened and is not turned off. */
    public static Optional<Mkl> find() {
        return off() ? Optional.empty() : Optional.ofNullable(FOUND);
    }

    /** Why {@link #find} gives nothing; empty where it gives the library. */
    public static String whyMissing() {
        return off() ? "mkl: turned off by ricci.mkl=off" : FOUND == null ? "mkl: " + REASON : "";
    }

    private static boolean off() {
        return "off".equals(System.getProperty("ricci.mkl"));
    }

    @Override
    public String config() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(256);
            MethodHandle version = Linker.nativeLinker().downcallHandle(symbol("MKL_Get_Version_String"),
                    FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            version.invokeExact(text, 255);
            return text.getString(0).strip();
        } catch (Throwable e) {
            throw new AssertionError("MKL_Get_Version_String", e);
        }
    }

    @Override
    public MemorySegment symbol(String name) {
        return lookup.find(name).orElseThrow(() -> new NoSuchElementException("mkl: no function " + name));
    }

    @Override
    public int begin(int threads) {
        if (threads == 1) {
            return 0; // what every thread has from the start
        }
        try {
            if (blockTime != null) {
                blockTime.invokeExact(1); // millisecond that its threads spin, on the processors that ours need next
            }
            return (int) localThreads.invokeExact(threads);
        } catch (Throwable e) {
            throw new AssertionError("MKL_Set_Num_Threads_Local", e);
        }
    }

    @Override
    public void end(int before) {
        try {
            int _ = (int) localThreads.invokeExact(before);
        } catch (Throwable e) {
            throw new AssertionError("MKL_Set_Num_Threads_Local", e);
        }
    }

    private int invoke(String name, int argument) {
        try {
            return (int) function(name).invokeExact(argument);
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }

    private MethodHandle function(String name) {
        MemoryLayout i = ValueLayout.JAVA_INT;
        return Linker.nativeLinker().downcallHandle(symbol(name), FunctionDescriptor.of(i, i));
    }
}
