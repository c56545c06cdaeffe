package dev.ricci.cuda.library;

import dev.ricci.kernels.UserCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * PTX that NVRTC made before, kept in the user's cache: compiling a formula takes a good part of a second, reading it back nothing.
 *
 * <p>A file has the hash of its content in its first line, so that one cut short counts as missing. Where nothing can be kept, all
 * is compiled anew.
 */
public final class PtxCache {
    private static final Duration KEPT = Duration.ofDays(60);
    private static final String HASH = "// SHA-256 ";

    private final Path folder;

    PtxCache(Path folder) {
        this.folder = folder;
    }

    /** The one of this user. */
    public static PtxCache find() {
        PtxCache cache = new PtxCache(UserCache.folder("nvrtc"));
        cache.forgetOld();
        return cache;
    }

    /** What was made from this source before, or what is made now. */
    String get(String source, Supplier<String> make) {
        Path file = folder.resolve(hash(source) + ".ptx");
        String known = read(file);
        if (known != null) {
            return known;
        }
        String made = make.get();
        write(file, made);
        return made;
    }

    private static String read(Path file) {
        try {
            String all = Files.readString(file);
            int end = all.indexOf('\n');
            String content = all.substring(end + 1);
            if (end > 0 && all.substring(0, end).equals(HASH + hash(content))) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                return content;
            }
        } catch (IOException e) {
            return null; // not there, or not readable: it is made again
        }
        return null;
    }

    private void write(Path file, String content) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", null);
            try {
                Files.writeString(part, HASH + hash(content) + "\n" + content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            return; // a home that cannot be written costs time, nothing else
        }
    }

    private void forgetOld() {
        Instant limit = Instant.now().minus(KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // no folder yet, or another JVM tidies up
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
