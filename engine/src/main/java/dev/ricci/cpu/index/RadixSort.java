package dev.ricci.cpu.index;

import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/**
 * Puts unsigned keys in stable ascending order by their bytes, the lowest first (Knuth, The Art of Computer Programming 3, 5.2.5).
 *
 * <p>Many keys are cut into parts, whose counts tell where each part writes; the order is the same for any number of parts. Few keys
 * are sorted by insertion. A byte that all keys share costs no pass.
 */
abstract class RadixSort {
    static final int DIGITS = 256;
    private static final int FEW = 48;
    private static final int MOST_PARTS = 64;
    private static final int PART = 1 << 14;

    private final Pool pool;
    private final int n;
    private final int parts;
    private final int lowest;
    private final int bytes;

    /**
     * A sort of n keys.
     *
     * @param pool the threads that share the work, or null for this one alone
     * @param lowest the lowest bit that counts
     * @param bytes how many bytes count from there
     */
    RadixSort(Pool pool, int n, int lowest, int bytes) {
        this.pool = pool;
        this.n = n;
        this.lowest = lowest;
        this.bytes = bytes;
        parts = pool == null ? 1 : Math.clamp(n / PART, 1, MOST_PARTS);
    }

    /** Puts few keys in order where they are. */
    abstract void insert(int n);

    /** Counts the digits at a shift, or of several from there on, of the keys from first to before end. */
    abstract void count(int first, int end, int shift, int[]... counts);

    /** Moves the keys from first to before end to where next says for their digit. */
    abstract void move(int first, int end, int shift, int[] next);

    /** What was written becomes what is read. */
    abstract void swap();

    final void sort() {
        if (n <= FEW) {
            insert(n);
            return;
        }
        int[][][] counts = new int[parts][bytes][DIGITS];
        run(p -> count(start(p), start(p + 1), lowest, counts[p]));
        int[][] all = new int[bytes][DIGITS];
        for (int[][] part : counts) {
            for (int b = 0; b < bytes; b++) {
                add(all[b], part[b]);
            }
        }
        boolean moved = false;
        for (int b = 0; b < bytes; b++) {
            if (shared(all[b])) {
                continue;
            }
            int shift = lowest + 8 * b;
            int[][] own = new int[parts][];
            for (int p = 0; p < parts; p++) {
                own[p] = counts[p][b];
            }
            if (moved && parts > 1) {
                run(p -> {
                    own[p] = new int[DIGITS];
                    count(start(p), start(p + 1), shift, own[p]);
                });
            }
            begin(own);
            run(p -> move(start(p), start(p + 1), shift, own[p]));
            swap();
            moved = true;
        }
    }

    private void run(Pool.Task task) {
        if (parts == 1) {
            task.run(0);
        } else {
            pool.run(parts, task);
        }
    }

    private int start(int part) {
        return (int) ((long) n * part / parts);
    }

    private static void add(int[] sum, int[] counts) {
        for (int d = 0; d < DIGITS; d++) {
            sum[d] += counts[d];
        }
    }

    private boolean shared(int[] counts) {
        for (int c : counts) {
            if (c != 0) {
                return c == n;
            }
        }
        return true;
    }

    /** Counts become places: of each digit first those of the first part. */
    private static void begin(int[][] counts) {
        int place = 0;
        for (int d = 0; d < DIGITS; d++) {
            for (int[] part : counts) {
                int c = part[d];
                part[d] = place;
                place += c;
            }
        }
    }

    /** Keys of 32 bits in the upper halves of longs, whose lower halves go with them. */
    static final class Pairs extends RadixSort {
        private long from;
        private long to;

        Pairs(Pool pool, int n, int bytes, long pairs, long spare) {
            super(pool, n, 32, bytes);
            from = pairs;
            to = spare;
        }

        /** Where the pairs are now. */
        long address() {
            return from;
        }

        @Override
        void insert(int n) {
            for (int i = 1; i < n; i++) {
                long pair = Memory.getLong(from + 8L * i);
                int j = i;
                while (j > 0 && Memory.getLong(from + 8L * (j - 1)) >>> 32 > pair >>> 32) {
                    Memory.setLong(from + 8L * j, Memory.getLong(from + 8L * (j - 1)));
                    j--;
                }
                Memory.setLong(from + 8L * j, pair);
            }
        }

        @Override
        void count(int first, int end, int shift, int[]... counts) {
            if (counts.length == 4) {
                countAll(from, first, end, counts[0], counts[1], counts[2], counts[3]);
                return;
            }
            int[] own = counts[0];
            for (int i = first; i < end; i++) {
                own[(int) (Memory.getLong(Memory.at(from + 8L * i)) >>> shift) & 0xFF]++;
            }
        }

        private static void countAll(long from, int first, int end, int[] a, int[] b, int[] c, int[] d) {
            for (int i = first; i < end; i++) {
                int key = Memory.getInt(Memory.at(from + 8L * i + 4));
                a[key & 0xFF]++;
                b[key >>> 8 & 0xFF]++;
                c[key >>> 16 & 0xFF]++;
                d[key >>> 24]++;
            }
        }

        @Override
        void move(int first, int end, int shift, int[] next) {
            long source = from;
            long target = to;
            for (int i = first; i < end; i++) {
                long pair = Memory.getLong(Memory.at(source + 8L * i));
                Memory.setLong(Memory.at(target + 8L * next[(int) (pair >>> shift) & 0xFF]++), pair);
            }
        }

        @Override
        void swap() {
            long a = from;
            from = to;
            to = a;
        }
    }

    /** Keys of 64 bits, whose positions go with them. */
    static final class Wide extends RadixSort {
        private long keys;
        private long positions;
        private long toKeys;
        private long toPositions;

        /** Memory for 2 n keys, and for 2 n positions. */
        Wide(Pool pool, int n, long keys, long positions) {
            super(pool, n, 0, 8);
            this.keys = keys;
            this.positions = positions;
            toKeys = keys + 8L * n;
            toPositions = positions + 4L * n;
        }

        /** Where the keys are now. */
        long keys() {
            return keys;
        }

        /** Where the positions are now. */
        long positions() {
            return positions;
        }

        @Override
        void insert(int n) {
            for (int i = 1; i < n; i++) {
                long key = Memory.getLong(keys + 8L * i);
                int at = Memory.getInt(positions + 4L * i);
                int j = i;
                while (j > 0 && Long.compareUnsigned(Memory.getLong(keys + 8L * (j - 1)), key) > 0) {
                    Memory.setLong(keys + 8L * j, Memory.getLong(keys + 8L * (j - 1)));
                    Memory.setInt(positions + 4L * j, Memory.getInt(positions + 4L * (j - 1)));
                    j--;
                }
                Memory.setLong(keys + 8L * j, key);
                Memory.setInt(positions + 4L * j, at);
            }
        }

        @Override
        void count(int first, int end, int shift, int[]... counts) {
            for (int b = 0; b < counts.length; b++) {
                int[] own = counts[b];
                int by = shift + 8 * b;
                for (int i = first; i < end; i++) {
                    own[(int) (Memory.getLong(Memory.at(keys + 8L * i)) >>> by) & 0xFF]++;
                }
            }
        }

        @Override
        void move(int first, int end, int shift, int[] next) {
            long source = keys;
            long places = positions;
            long target = toKeys;
            long targetPlaces = toPositions;
            for (int i = first; i < end; i++) {
                long key = Memory.getLong(Memory.at(source + 8L * i));
                int at = next[(int) (key >>> shift) & 0xFF]++;
                Memory.setLong(Memory.at(target + 8L * at), key);
                Memory.setInt(Memory.at(targetPlaces + 4L * at), Memory.getInt(Memory.at(places + 4L * i)));
            }
        }

        @Override
        void swap() {
            long k = keys;
            keys = toKeys;
            toKeys = k;
            long p = positions;
            positions = toPositions;
            toPositions = p;
        }
    }
}
