package dev.ricci.data;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** Elements of the host on their way to a stream, a piece at a time. */
final class Sink {
    private static final int CHUNK = 1 << 16;

    private Sink() {}

    /** Writes elements that stand in this machine's byte order in the order that the file wants. */
    static void write(OutputStream out, MemorySegment data, ElementType type, ByteOrder order) throws IOException {
        byte[] chunk = new byte[CHUNK];
        MemorySegment piece = MemorySegment.ofArray(chunk);
        long size = data.byteSize();
        for (long at = 0; at < size; at += CHUNK) {
            int n = (int) Math.min(CHUNK, size - at);
            MemorySegment.copy(data, at, piece, 0, n);
            if (order != ByteOrder.nativeOrder()) {
                type.swap(piece.asSlice(0, n));
            }
            out.write(chunk, 0, n);
        }
    }
}
