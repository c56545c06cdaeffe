package dev.ricci.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where builds of the emulator are kept. What is finished has its final name, by one rename: a second JVM sees all of it or
 * nothing.
 */
record CacheFolder(Path path) {
    private static final Duration KEPT = Duration.ofDays(30);

    /** The user's cache, or a folder of this JVM alone where that cannot be written. */
    static CacheFolder find() {
        Path wanted = UserCache.folder("emulator");
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

    /** Notes that a build is in use. */
    static void touch(Path build) {
        try {
            Files.setLastModifiedTime(build, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // A cache that can be read only is never tidied up either.
        }
    }

    /** Deletes builds that nobody has used for long. What is kept is linked to, not needed by, newer ones. */
    void forgetOld() throws IOException {
        Instant limit = Instant.now().minus(KEPT);
        for (Path folder : List.of(path, path.resolve("parts"))) {
            try (Stream<Path> builds = Files.list(folder)) {
                for (Path build : builds.filter(b -> !b.endsWith("parts") && !b.endsWith("lock")).toList()) {
                    if (Files.getLastModifiedTime(build).toInstant().isBefore(limit)) {
                        delete(build);
                    }
                }
            }
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
