package dev.ricci.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where builds of the emulator are kept. What is finished has its final name, by one rename: a second JVM sees all of it or
 * nothing.
 */
record CacheFolder(Path path) {
    /** The user's cache, or a folder of this JVM alone where that cannot be written. */
    static CacheFolder find() {
        String named = System.getProperty("ricci.cache", "");
        String shared = System.getenv("XDG_CACHE_HOME");
        Path home = shared == null || shared.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        Path wanted = (named.isBlank() ? home.resolve("ricci") : Path.of(named)).toAbsolutePath().resolve("emulator");
        try {
            Files.createDirectories(wanted);
            if (Files.isWritable(wanted)) {
                return new CacheFolder(wanted);
            }
        } catch (IOException e) {
            // The home may be read-only or not there at all: taken for what it is below.
        }
        try {
            Path own = Files.createTempDirectory("ricci-emulator");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(own)));
            return new CacheFolder(own);
        } catch (IOException e) {
            throw new UncheckedIOException("emulated: neither " + wanted + " nor the folder for temporary files can be written", e);
        }
    }

    /** A new folder beside the finished ones. */
    Path temporary() throws IOException {
        return Files.createTempDirectory(path, "building");
    }

    /** Gives a finished file or folder its name; if another JVM was faster, its result stays. */
    static void finish(Path made, Path name) throws IOException {
        try {
            Files.createDirectories(name.getParent());
            Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new AssertionError("both are in one folder", e);
        } catch (IOException e) {
            if (!Files.exists(name)) {
                throw e;
            }
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left over files in a cache do no harm.
        }
    }
}
