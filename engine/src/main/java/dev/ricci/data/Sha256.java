package dev.ricci.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** SHA-256 (FIPS 180-4) of what a file holds. */
final class Sha256 {
    private Sha256() {}

    /** In hexadecimal; of the unpacked bytes where the file is gzip, and empty where that is damaged. */
    static String ofUnpacked(Path file) throws IOException {
        try (PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 2)) {
            byte[] start = in.readNBytes(2);
            in.unread(start);
            boolean zipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
            return of(zipped ? new GZIPInputStream(in, 1 << 16) : in);
        } catch (ZipException | EOFException e) {
            return "";
        }
    }

    private static String of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[1 << 16];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            digest.update(chunk, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }
}
