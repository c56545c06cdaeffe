package dev.ricci.cpu.random;

import dev.ricci.backend.Philox;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;
import java.util.Arrays;

/**
 * The numbers 0 to n - 1 in random order: that in which the upper 53 bits of two words for each sort, equal ones by place.
 *
 * <p>An entry is the upper word and the number. Since words are even, so are parts by their upper bits: many entries are first dealt
 * to parts that fit the nearest caches, in the order of their upper bits, and a part is ordered by two digits, the lower first, of so many
 * bits that a few entries share both; those are moved. Equal upper words are rare; only then lower words are made.
 */
public final class Permutation {
    /** The entries that are ordered at once, about. */
    private static final int PART = 1 << 13;
    private static final int MOST_BITS = 12;
    /** Entries made at once, and how many of these tiles are dealt by one thread at a time. */
    private static final int TILE = 512;

    private static final int LEAST_TILES = 32;
    private static final int MOST_CHUNKS = 64;

    private final long counter;
    private final long key;

    private Permutation(long counter, long key) {
        this.counter = counter;
        this.key = key;
    }

    /** Writes n int32 at an address, from the words of the blocks from counter on. */
    public static void fill(Pool pool, Recycler memory, long out, int n, long counter, long key) {
        Permutation p = new Permutation(counter, key);
        if (n <= 2 * PART) {
            long[] entries = new long[n];
            int[] words = p.words(n);
            for (int first = 0; first < n; first += TILE) {
                p.tile(words, entries, first, first, n);
            }
            p.order(entries, n, 0, out);
            return;
        }
        HostBlock made = memory.allocate(2L * n * Long.BYTES);
        try {
            p.inParts(pool, made.address(), made.address() + (long) n * Long.BYTES, out, n);
        } finally {
            made.recycle();
        }
    }

    private void inParts(Pool pool, long made, long dealt, long out, int n) {
        int bits = Math.min(MOST_BITS, 32 - Integer.numberOfLeadingZeros((n - 1) / PART));
        int chunk = TILE * Math.max(LEAST_TILES, (n / MOST_CHUNKS + TILE - 1) / TILE);
        int chunks = (n + chunk - 1) / chunk;
        int[][] next = new int[chunks][1 << bits];
        pool.run(chunks, c -> count(next[c], bits, c * chunk, (int) Math.min(n, (c + 1L) * chunk), made));
        int[] starts = starts(next, n);
        pool.run(chunks, c -> deal(next[c], bits, c * chunk, (int) Math.min(n, (c + 1L) * chunk), made, dealt));
        pool.run(1 << bits, part -> {
            int size = starts[part + 1] - starts[part];
            long[] entries = new long[size];
            for (int i = 0; i < size; i++) {
                entries[i] = Memory.getLong(dealt + 8L * (starts[part] + i));
            }
            order(entries, size, bits, out + 4L * starts[part]);
        });
    }

    /** Turns the counts of each chunk into where its entries of each part go. @return where parts start */
    private static int[] starts(int[][] counts, int n) {
        int parts = counts[0].length;
        int[] starts = new int[parts + 1];
        int at = 0;
        for (int part = 0; part < parts; part++) {
            starts[part] = at;
            for (int[] chunk : counts) {
                int c = chunk[part];
                chunk[part] = at;
                at += c;
            }
        }
        starts[parts] = n;
        return starts;
    }

    private void count(int[] counts, int bits, int from, int end, long made) {
        int[] words = words(end - from);
        long[] entries = new long[TILE];
        for (int first = from; first < end; first += TILE) {
            int n = tile(words, entries, 0, first, end);
            long to = Memory.at(made + 8L * first);
            for (int i = 0; i < n; i++) {
                counts[(int) (entries[i] >>> 64 - bits)]++;
                Memory.setLong(to + 8L * i, entries[i]);
            }
        }
    }

    private static void deal(int[] next, int bits, int from, int end, long made, long dealt) {
        long to = Memory.at(dealt);
        long at = Memory.at(made);
        for (int i = from; i < end; i++) {
            long entry = Memory.getLong(at + 8L * i);
            Memory.setLong(to + 8L * next[(int) (entry >>> 64 - bits)]++, entry);
        }
    }

    private int[] words(int n) {
        return new int[Philox.WORDS * (Math.min(TILE, n + 1) / 2)];
    }

    /** Makes the entries of the numbers from first on, a tile of them or up to end. @return how many */
    private int tile(int[] words, long[] entries, int at, int first, int end) {
        int n = Math.min(TILE, end - first);
        Blocks.fill(words, (n + 1) / 2, counter + first / 2, key);
        for (int i = 0; i < n; i++) {
            entries[at + i] = (long) words[2 * i + 1] << 32 | first + i;
        }
        return n;
    }

    /** Orders entries that agree in their upper bits, and writes their numbers. */
    private void order(long[] entries, int n, int agree, long out) {
        int digit = Math.max(4, 30 - Integer.numberOfLeadingZeros(Math.max(n, 1))); // leaves some 8 pairs out of order
        int[] low = new int[1 << digit];
        int[] high = new int[1 << digit];
        int lowShift = 64 - agree - 2 * digit;
        int highShift = lowShift + digit;
        int mask = low.length - 1;
        for (int i = 0; i < n; i++) {
            low[(int) (entries[i] >>> lowShift) & mask]++;
            high[(int) (entries[i] >>> highShift) & mask]++;
        }
        long[] sorted = new long[n];
        deal(entries, sorted, n, lowShift, low);
        deal(sorted, entries, n, highShift, high);
        if (insert(entries, n)) {
            settle(entries);
        }
        for (int i = 0; i < n; i++) {
            Memory.setInt(Memory.at(out + 4L * i), (int) entries[i]);
        }
    }

    /** Deals entries by a digit whose values have been counted, stable. */
    private static void deal(long[] from, long[] to, int n, int shift, int[] counts) {
        int at = 0;
        for (int d = 0; d < counts.length; d++) {
            int c = counts[d];
            counts[d] = at;
            at += c;
        }
        int mask = counts.length - 1;
        for (int i = 0; i < n; i++) {
            to[counts[(int) (from[i] >>> shift) & mask]++] = from[i];
        }
    }

    /** Moves the few that are out of order. @return whether two have one upper word */
    private static boolean insert(long[] sorted, int n) {
        boolean equal = false;
        for (int i = 1; i < n; i++) {
            long entry = sorted[i];
            int j = i - 1;
            while (j >= 0 && Long.compareUnsigned(sorted[j], entry) > 0) {
                sorted[j + 1] = sorted[j--];
            }
            if (j < i - 1) {
                sorted[j + 1] = entry;
            }
            equal |= j >= 0 && sorted[j] >>> 32 == entry >>> 32;
        }
        return equal;
    }

    /** Orders entries with equal upper words by their lower words. */
    private void settle(long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            int from = i - 1;
            while (i < sorted.length && sorted[i] >>> 32 == sorted[from] >>> 32) {
                i++;
            }
            if (i > from + 1) {
                long[] run = Arrays.copyOfRange(sorted, from, i);
                for (int k = 0; k < run.length; k++) {
                    run[k] = lower((int) run[k]) << 32 | run[k] & 0xFFFF_FFFFL;
                }
                Arrays.sort(run);
                for (int k = 0; k < run.length; k++) {
                    sorted[from + k] = sorted[from] & 0xFFFF_FFFF_0000_0000L | run[k] & 0xFFFF_FFFFL;
                }
            }
        }
    }

    /** The 21 bits that a number has below its upper word. */
    private long lower(int i) {
        int[] words = new int[Philox.WORDS];
        long block = counter + i / 2;
        Philox.block(words, 0, (int) block, (int) (block >>> 32), 0, 0, (int) key, (int) (key >>> 32));
        return words[2 * (i % 2)] >>> 11;
    }
}
