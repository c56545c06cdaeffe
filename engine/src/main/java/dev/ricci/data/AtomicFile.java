package dev.ricci.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a file so that there is either all of it or nothing: under another name in the same folder, then renamed. */
public final class AtomicFile {
    private static final AtomicLong COUNT = new AtomicLong();

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes or replaces a file.
     *
     * @throws IOException naming the file and the remedy, when it cannot be written; what stood there before still stands
     */
    public static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        if (Files.isDirectory(whole)) {
            throw new IOException("write: " + file + " is a folder; name a file in it");
        }
        Path folder = whole.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("write: cannot write " + file + ": there is no folder " + folder
                    + "; make it first or choose another path");
        }
        String unique = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path part = folder.resolve("." + whole.getFileName() + "." + unique + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(open(part), 1 << 16)) {
                content.writeTo(out);
            }
            rename(part, whole);
        } catch (FileSystemException e) {
            throw new IOException("write: cannot write " + file + ": " + reason(e) + "; check the permissions and the space left there", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream open(Path part) throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() != null ? e.getReason() : e.getClass().getSimpleName();
    }
}
