package dev.ricci.demos.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files of eight-bit grey pictures (ISO/IEC 15948), written here so that a report needs no desktop classes. */
final class Png {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final byte EIGHT_BIT = 8;

    private Png() {}

    /** Ink becomes darkness. */
    static ByteBuffer grey(Picture picture) {
        byte[] header = ByteBuffer.allocate(13).putInt(picture.width()).putInt(picture.height()).put(EIGHT_BIT).array();
        byte[] pixels = deflated(rows(picture));
        ByteBuffer file = ByteBuffer.allocate(8 + 3 * 12 + header.length + pixels.length);
        file.putLong(SIGNATURE);
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", pixels);
        chunk(file, "IEND", new byte[0]);
        return file.flip();
    }

    /** Each row begins with the number of its filter: 0, none. */
    private static byte[] rows(Picture p) {
        byte[] rows = new byte[p.height() * (p.width() + 1)];
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                float ink = Math.clamp(p.ink()[y * p.width() + x], 0f, 1f);
                rows[y * (p.width() + 1) + 1 + x] = (byte) Math.round(255 * (1 - ink));
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] bytes) {
        byte[] room = new byte[bytes.length + 64];
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(bytes);
            deflater.finish();
            return Arrays.copyOf(room, deflater.deflate(room));
        }
    }

    private static void chunk(ByteBuffer file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        file.putInt(content.length).put(name).put(content).putInt((int) sum.getValue());
    }
}
