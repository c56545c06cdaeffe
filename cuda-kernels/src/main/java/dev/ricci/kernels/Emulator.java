package dev.ricci.kernels;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Builds the emulated CUDA device by g++ where it is not built yet, and says where its libraries lie.
 *
 * <p>System properties: {@code ricci.emulator} names a folder with libraries built before, which is taken as it is;
 * {@code ricci.emulator.sanitize=true} takes the variant with AddressSanitizer, {@code ricci.emulator.count=true} the one whose
 * kernels count the bytes that they read and write; {@code ricci.cache} moves the folder of the builds away from
 * {@code ~/.cache/ricci}.
 */
public final class Emulator {
    private static EmulatedLibraries built;

    private Emulator() {}

    /**
     * The libraries, built if need be; the first build of a version takes some seconds a processor.
     *
     * @throws IllegalStateException with reason and remedy if they cannot be had on this machine
     */
    public static synchronized EmulatedLibraries build() {
        if (built == null) {
            String prebuilt = System.getProperty("ricci.emulator", "");
            built = prebuilt.isBlank() ? built(Boolean.getBoolean("ricci.emulator.sanitize")) : prebuilt(Path.of(prebuilt));
        }
        return built;
    }

    /** The compiler that would build them. @throws IllegalStateException with reason and remedy if there is none */
    public static String compiler() {
        return Compiler.find(false).version();
    }

    /** Prints the folder of the libraries, for scripts that pack them. */
    public static void main(String[] args) {
        System.out.println(build().folder());
    }

    private static EmulatedLibraries prebuilt(Path folder) {
        EmulatedLibraries libraries = new EmulatedLibraries(folder.toAbsolutePath());
        if (!Files.isRegularFile(libraries.driver())) {
            throw new IllegalStateException("emulated: " + libraries.driver() + " is not there; set the property ricci.emulator to a"
                    + " folder with the built libraries, or leave it out to build them");
        }
        return libraries;
    }

    private static EmulatedLibraries built(boolean sanitize) {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            throw new IllegalStateException("emulated: the emulated device runs on Linux only, this is "
                    + System.getProperty("os.name") + "; use the CPU");
        }
        String preload = System.getenv("LD_PRELOAD");
        if (sanitize && (preload == null || !preload.contains("asan"))) {
            throw new IllegalStateException("emulated: ricci.emulator.sanitize needs AddressSanitizer loaded before the JVM; start it"
                    + " with LD_PRELOAD=$(gcc -print-file-name=libasan.so), or by ./ricci test -Dsanitize");
        }
        Compiler plain = Compiler.find(sanitize);
        Compiler compiler = Boolean.getBoolean("ricci.emulator.count") ? plain.counting() : plain;
        return new EmulatorBuild(compiler, EmulatorSources.read(), CacheFolder.find()).run(() -> System.err.println(
                "emulated: building the device from its sources with " + compiler.command() + ", which is done once ..."));
    }
}
