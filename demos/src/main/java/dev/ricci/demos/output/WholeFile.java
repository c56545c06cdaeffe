package dev.ricci.demos.output;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all: written under a temporary name beside its place, then renamed. */
public final class WholeFile {
    /** Writes content to a path. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private WholeFile() {}

    /** Writes the file; what was there before is replaced only when the new content is complete. */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path draft = draft(target);
        try {
            content.writeTo(draft);
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes the text. */
    public static void write(Path file, String text) throws IOException {
        write(file, draft -> Files.writeString(draft, text));
    }

    /** Not by createTempFile, which gives files that only their owner may read. */
    private static Path draft(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Why a file could not be written there, with the remedy; empty when it can. Nothing is left behind. */
    public static String refusal(Path file) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (Files.isDirectory(target)) {
            return "is a folder; name a file inside it";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return "cannot be written: there is no folder " + folder + "; make it first";
        }
        try {
            Files.deleteIfExists(Files.createFile(draft(target)));
            return "";
        } catch (IOException e) {
            return "cannot be written: no new file can be made in " + folder + "; choose another folder";
        }
    }
}
