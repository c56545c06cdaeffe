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
        Path whole = whole(file);
        if (Files.isDirectory(whole)) {
            throw new IOException("write: " + file + " is a folder; name a file in it");
        }
        Path folder = whole.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("write: cannot write " + file + ": there is no folder " + folder
                    + "; make it first or choose another path");
        }
        try {
            if (Files.exists(whole) && !Files.isRegularFile(whole)) {
                fill(whole, content, StandardOpenOption.WRITE); // a pipe or a device must not be replaced by a file
            } else {
                replace(whole, content);
            }
        } catch (IOException e) {
            throw new IOException("write: cannot write " + file + ": " + reason(e) + "; check the permissions and the space left there", e);
        }
    }

    /** The file that a link leads to; where it leads to no path, as /dev/stdout may to a pipe, the link itself. */
    private static Path whole(Path file) throws IOException {
        return Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static void replace(Path whole, Content content) throws IOException {
        String unique = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + unique + ".part");
        try {
            fill(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            rename(part, whole);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void fill(Path file, Content content, StandardOpenOption... how) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, how), 1 << 16)) {
            content.writeTo(out);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return said != null ? said : e.getClass().getSimpleName();
    }
}
