package dev.ricci.cpu.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The headers of a shared library of Linux (ELF, 64 bits), read before the loader maps it: the end of a file that was cut short is
 * found by a signal that ends the process, at any time after.
 */
final class SharedObject {
    private static final int HEADER = 64;
    private static final int MAGIC = 0x464C457F; // 7F 'E' 'L' 'F'
    private static final short CLASS_64_LITTLE = 0x0102;
    private static final short LIBRARY = 3;
    private static final short X86_64 = 62;
    private static final int SEGMENT = 56;

    private SharedObject() {}

    /** @throws IOException with the reason where the file is no whole library for x86-64 */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = read(channel, file, 0, HEADER);
            if (header.getInt(0) != MAGIC || header.getShort(4) != CLASS_64_LITTLE || header.getShort(16) != LIBRARY) {
                throw new IOException(file + " is no shared library of 64 bits");
            }
            if (header.getShort(18) != X86_64) {
                throw new IOException(file + " is for another processor than x86-64");
            }
            long needed = header.getLong(40) + (long) header.getShort(58) * header.getShort(60); // the table of sections
            int segments = header.getShort(56);
            ByteBuffer table = read(channel, file, header.getLong(32), segments * SEGMENT);
            for (int i = 0; i < segments; i++) {
                needed = Math.max(needed, table.getLong(i * SEGMENT + 8) + table.getLong(i * SEGMENT + 32));
            }
            if (channel.size() < needed) {
                throw cut(file);
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, Path file, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (from < 0 || channel.read(buffer, from + buffer.position()) < 0) {
                throw cut(file);
            }
        }
        return buffer;
    }

    private static IOException cut(Path file) {
        return new IOException(file + " is cut short; install it anew");
    }
}
