package dev.ricci.cuda.library;

import dev.ricci.cuda.driver.PrivateNatives;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import jcuda.jcublas.JCublas2;

/** JCublas2's native library: loaded once a process, for one major version of cuBLAS. */
final class JcublasNative {
    private static final String MADE_FOR = "libcublas.so.12";

    private static String loadedFor;
    private static Optional<String> reason = Optional.empty();

    private JcublasNative() {}

    /** Loads it for a cuBLAS that is loaded already. Empty when JCublas2 can be used, else the reason why not. */
    static synchronized Optional<String> load(String soname) {
        if (loadedFor == null) {
            loadedFor = soname;
            reason = tryLoad(soname);
        }
        return loadedFor.equals(soname) ? reason : Optional.of("JCublas2 is loaded for " + loadedFor + " in this process");
    }

    private static Optional<String> tryLoad(String soname) {
        try {
            if (soname.equals(MADE_FOR)) {
                PrivateNatives.initialise(JcublasNative::initialise);
            } else {
                String file = PrivateNatives.fileName("JCublas2");
                PrivateNatives.initialise(file, madeFor(soname, file), JcublasNative::initialise);
            }
            return Optional.empty();
        } catch (LinkageError e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
            return Optional.of("JCublas2's native does not load: " + first);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return Optional.of("JCublas2's native cannot be made for " + soname + ": " + e.getMessage());
        }
    }

    private static void initialise() {
        JCublas2.initialize();
        JCublas2.setExceptionsEnabled(false);
    }

    private static byte[] madeFor(String soname, String file) throws IOException {
        try (InputStream in = JCublas2.class.getResourceAsStream("/lib/" + file)) {
            if (in == null) {
                throw new IOException(file + " is not on the class path; add org.jcuda:jcublas-natives with the classifier linux-x86_64");
            }
            return ElfNeeds.exchange(file, in.readAllBytes(), MADE_FOR, soname);
        }
    }
}
