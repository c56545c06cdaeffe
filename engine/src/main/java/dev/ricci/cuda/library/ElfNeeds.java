package dev.ricci.cuda.library;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A shared library's bytes, in which the name of another library that it needs can be exchanged.
 *
 * <p>JCublas2 needs {@code libcublas.so.12} by name, and each symbol names that version again with a hash. The functions that we call
 * are the same in version 13. So a copy with both names and the hash exchanged runs on either; the file itself is never touched.
 * The words are those of the System V ABI, chapters 4 and 5, and of the Linux Standard Base for symbol versions.
 */
final class ElfNeeds {
    private static final int MAGIC = 0x464c457f; // 0x7f 'E' 'L' 'F'
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final long NEEDED = 1;
    private static final long STRINGS = 5;
    private static final long VERSIONS_NEEDED = 0x6ffffffe;
    private static final long VERSIONS_NEEDED_COUNT = 0x6fffffff;

    private final String what;
    private final ByteBuffer file;

    private ElfNeeds(String what, byte[] file) {
        this.what = what;
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A copy of the library that needs to instead of from; the names are of one length.
     *
     * @param what names the library in messages
     * @throws IllegalArgumentException when the bytes are no such library
     */
    static byte[] exchange(String what, byte[] library, String from, String to) {
        if (from.length() != to.length()) {
            throw new AssertionError(from + " and " + to + " differ in length");
        }
        byte[] copy = library.clone();
        ElfNeeds e = new ElfNeeds(what, copy);
        try {
            e.exchange(from, to);
        } catch (IndexOutOfBoundsException damaged) {
            throw new IllegalArgumentException(what + " is cut off or damaged: an address lies outside of its " + copy.length + " bytes",
                    damaged);
        }
        return copy;
    }

    private void exchange(String from, String to) {
        boolean elf = file.limit() >= HEADER_BYTES && file.getInt(0) == MAGIC && file.get(4) == 2 && file.get(5) == 1;
        if (!elf) {
            throw new IllegalArgumentException(what + " is not a shared library of 64-bit Linux (ELF, little-endian)");
        }
        long dynamic = segment(DYNAMIC, -1);
        if (dynamic < 0) {
            throw new IllegalArgumentException(what + " is not a dynamic library");
        }
        int strings = offset(entry(dynamic, STRINGS));
        boolean needed = false;
        for (long at = dynamic; file.getLong(index(at)) != 0; at += 16) {
            int name = file.getLong(index(at)) == NEEDED ? index(strings + file.getLong(index(at + 8))) : -1;
            if (name >= 0 && isAt(name, from)) {
                rename(name, from, to);
                needed = true;
            }
        }
        if (!needed) {
            throw new IllegalArgumentException(what + " does not need " + from);
        }
        long versions = entry(dynamic, VERSIONS_NEEDED);
        if (versions >= 0) {
            exchangeVersions(offset(versions), entry(dynamic, VERSIONS_NEEDED_COUNT), strings, from, to);
        }
    }

    /** A list of libraries, each with a list of the versions that symbols ask of it. */
    private void exchangeVersions(int first, long count, int strings, String from, String to) {
        long at = first;
        for (long i = 0; i < count; i++) {
            rename(index(strings + unsigned(at + 4)), from, to);
            long version = at + unsigned(at + 8);
            for (int k = file.getShort(index(at + 2)) & 0xffff; k > 0; k--) {
                if (rename(index(strings + unsigned(version + 8)), from, to)) {
                    file.putInt(index(version), hash(to));
                }
                version += unsigned(version + 12);
            }
            at += unsigned(at + 12);
        }
    }

    /** Where the first segment of a type stands in the file, or the one that maps an address where that is not negative; -1 for none. */
    private long segment(int type, long address) {
        long headers = file.getLong(32);
        int count = file.getShort(56) & 0xffff;
        for (int i = 0; i < count; i++) {
            long h = headers + (long) i * PROGRAM_HEADER_BYTES;
            long begin = file.getLong(index(h + 16));
            long bytes = file.getLong(index(h + 32));
            boolean inside = address < 0 || address >= begin && address - begin < bytes;
            if (file.getInt(index(h)) == type && inside) {
                return file.getLong(index(h + 8)) + (address < 0 ? 0 : address - begin);
            }
        }
        return -1;
    }

    /** The value of a key in the dynamic section, or -1. */
    private long entry(long dynamic, long key) {
        for (long at = dynamic; file.getLong(index(at)) != 0; at += 16) {
            if (file.getLong(index(at)) == key) {
                return file.getLong(index(at + 8));
            }
        }
        return -1;
    }

    private int offset(long address) {
        long at = address < 0 ? -1 : segment(LOAD, address);
        if (at < 0) {
            throw new IllegalArgumentException(what + " is damaged: no segment holds what its dynamic section points at");
        }
        return index(at);
    }

    private int index(long at) {
        if (at < 0 || at >= file.limit()) {
            throw new IndexOutOfBoundsException();
        }
        return (int) at;
    }

    private long unsigned(long at) {
        return file.getInt(index(at)) & 0xffff_ffffL;
    }

    /** Exchanges the name at a place if it is there, or was a moment ago: both lists may point at one text. */
    private boolean rename(int at, String from, String to) {
        if (!isAt(at, from) && !isAt(at, to)) {
            return false;
        }
        file.put(at, to.getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private boolean isAt(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (file.get(at + i) != name.charAt(i)) {
                return false;
            }
        }
        return file.get(at + name.length()) == 0;
    }

    /** The hash of names in the System V ABI, chapter 5. */
    static int hash(String name) {
        int h = 0;
        for (int i = 0; i < name.length(); i++) {
            h = (h << 4) + name.charAt(i);
            int top = h & 0xf000_0000;
            h = (h ^ top >>> 24) & ~top;
        }
        return h;
    }
}
