package dev.ricci.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file that is read in order, gunzipped where its content says so; never gives out memory for bytes that are not there. */
final class Source implements Closeable {
    private static final int CHUNK = 1 << 16;

    private final String format;
    private final Object name;
    private final InputStream in;
    private final long length;
    private long position;
    private EOFException broken;

    private Source(String format, Object name, InputStream in, long length) {
        this.format = format;
        this.name = name;
        this.in = in;
        this.length = length;
    }

    /** Opens a file as it is or, when it begins as gzip does, unpacked. */
    static Source open(String format, Path file) throws IOException {
        long size = size(format, file);
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
        raw.mark(2);
        boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        if (!zipped) {
            return new Source(format, file, raw, size);
        }
        try {
            return new Source(format, file, new GZIPInputStream(raw, CHUNK), -1);
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new BadFile(format, file, "begins as gzip does but is damaged or cut short; fetch it again", e);
        }
    }

    /** Opens a file as it is, even where its first bytes look like gzip. */
    static Source openPlain(String format, Path file) throws IOException {
        long size = size(format, file);
        return new Source(format, file, new BufferedInputStream(Files.newInputStream(file), CHUNK), size);
    }

    /** Bytes at hand or a stream, whose length may be unknown (-1). */
    static Source of(String format, Object name, InputStream in, long length) {
        return new Source(format, name, in, length);
    }

    /** The size of a readable file. */
    static long size(String format, Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new BadFile(format, file, "is a folder, not a file");
            }
            long size = Files.size(file);
            if (!Files.isReadable(file)) {
                throw new BadFile(format, file, "permission denied");
            }
            return size;
        } catch (NoSuchFileException e) {
            throw new BadFile(format, file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new BadFile(format, file, "permission denied", e);
        }
    }

    /** The length in bytes, or -1 where it is known only at the end. */
    long length() {
        return length;
    }

    long position() {
        return position;
    }

    /** Exactly so many bytes, for headers. */
    byte[] bytes(int count, String what) throws IOException {
        byte[] b = read(count);
        if (b.length < count) {
            throw new BadFile(format, name, "cut short: " + what + " ends at byte " + (position - b.length + count)
                    + ", the file at " + position + "; fetch or write the file again", broken);
        }
        return b;
    }

    /** Exactly the rest of the file, of so many bytes, in memory that grows with what is really there. */
    MemorySegment rest(long count) throws IOException {
        long start = position;
        if (length >= 0 && length != start + count) {
            throw wrongLength(start + count, Long.toString(length), length < start + count);
        }
        MemorySegment all = allocate(length >= 0 ? count : Math.min(count, 16 * CHUNK));
        long have = 0;
        while (have < count) {
            byte[] chunk = read((int) Math.min(CHUNK, count - have));
            if (chunk.length == 0) {
                throw wrongLength(start + count, Long.toString(position), true);
            }
            if (have + chunk.length > all.byteSize()) {
                all = allocate(Math.min(count, 2 * all.byteSize())).copyFrom(all);
            }
            MemorySegment.copy(MemorySegment.ofArray(chunk), 0, all, have, chunk.length);
            have += chunk.length;
        }
        if (read(1).length > 0) {
            throw wrongLength(start + count, "more", false);
        }
        return all.asSlice(0, count);
    }

    private static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(Math.max(1, bytes), 8);
    }

    private BadFile wrongLength(long expected, String found, boolean cut) {
        return new BadFile(format, name, (cut ? "cut short" : "bytes left over after the data") + ": by its header it has "
                + expected + " bytes" + (length < 0 ? " unpacked" : "") + ", found " + found + "; fetch or write the file again", broken);
    }

    /** As many of the bytes as there are; gzip data that end too soon count as an end, damaged ones do not. */
    private byte[] read(int count) throws IOException {
        byte[] b = new byte[count];
        int have = 0;
        try {
            while (have < count && broken == null) {
                int n = in.read(b, have, count - have);
                if (n < 0) {
                    break;
                }
                have += n;
            }
        } catch (EOFException e) {
            broken = e;
        } catch (ZipException e) {
            String where = " after about " + (position + have) + " unpacked bytes";
            throw new BadFile(format, name, "the gzip data are damaged" + where + "; fetch the file again", e);
        }
        position += have;
        return have == count ? b : Arrays.copyOf(b, have);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
