package dev.ricci.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files in the format that POSIX calls ustar: a block of 512 bytes about each file, then its bytes. */
final class TarWriter implements Closeable {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int CHECKSUM = 148;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Adds a file under a name; it stays executable if its owner may execute it. */
    void add(String name, Path file) throws IOException {
        long size = Files.size(file);
        out.write(head(name, Files.isExecutable(file) ? 0755 : 0644, size, Files.getLastModifiedTime(file).toMillis() / 1000));
        if (Files.copy(file, out) != size) {
            throw new IOException(file + " changed while it was packed");
        }
        out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    private static byte[] head(String name, int mode, long size, long seconds) {
        byte[] block = new byte[BLOCK];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME_BYTES) {
            throw new AssertionError("tar: a name of " + bytes.length + " bytes, more than " + NAME_BYTES + ": " + name);
        }
        put(block, 0, name);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0); // owner and group: whoever unpacks
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, seconds);
        put(block, CHECKSUM, " ".repeat(8));
        put(block, 156, "0"); // an ordinary file
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, CHECKSUM, 7, sum);
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** A number of {@code width - 1} octal digits and a zero byte. */
    private static void octal(byte[] block, int at, int width, long value) {
        String digits = Long.toOctalString(value);
        put(block, at, "0".repeat(width - 1 - digits.length()) + digits + "\0");
    }

    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        }
    }
}
