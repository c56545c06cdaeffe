package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import java.util.Arrays;

/**
 * Elements of given ranks among up to 16,384 of types of 32 bits or less, by parts (Hoare 1961, algorithm 65, FIND): key and position
 * make one number, so no two are equal, and the part that a number belongs to is found without a branch.
 */
final class QuickSelect {
    /** The bits of a position. */
    private static final int PLACE = 14;
    /** The most elements. */
    static final int MOST = 1 << PLACE;
    /** So few are sorted. */
    private static final int FEW = 24;
    /** Of so many, spread over a part, one near the rank divides it. */
    private static final int SAMPLE = 16;
    /** After so many divisions, which no chance brings about, a part is sorted. */
    private static final int PATIENCE = 48;

    private final long[] a;
    private final long[] sample = new long[SAMPLE];

    /** For lines of n elements. */
    QuickSelect(int n) {
        a = new long[n];
    }

    static boolean takes(DType type, int n) {
        return Keys.bits(type) <= Integer.SIZE && n <= MOST;
    }

    /** Where the elements of these ranks stand in a line; of equal elements the first comes first. */
    void select(DType type, long line, long step, int[] ranks, int[] places) {
        read(type, line, step);
        int from = 0;
        for (int k = 0; k < ranks.length; k++) {
            if (k > 0 && ranks[k] == ranks[k - 1]) {
                places[k] = places[k - 1];
                continue;
            }
            from = k > 0 && ranks[k] > ranks[k - 1] ? ranks[k - 1] + 1 : 0; // all from there on are greater
            find(from, a.length - 1, ranks[k]);
            places[k] = (int) a[ranks[k]] & MOST - 1;
        }
    }

    private void read(DType type, long line, long step) {
        if (type == DType.FLOAT32) {
            for (int i = 0; i < a.length; i++) {
                a[i] = Keys.of(Memory.getFloat(Memory.at(line + i * step))) << PLACE | i;
            }
            return;
        }
        for (int i = 0; i < a.length; i++) {
            a[i] = Keys.at(type, line + i * step) << PLACE | i;
        }
    }

    /** Brings the number of a rank to its place; those before it are smaller then, those behind it greater. */
    private void find(int first, int last, int rank) {
        int low = first;
        int high = last;
        for (int tries = 0; high - low >= FEW && tries < PATIENCE; tries++) {
            if (rank == low) {
                swap(low, least(low, high));
                return;
            }
            if (rank == high) {
                swap(high, greatest(low, high));
                return;
            }
            int middle = divide(low, high, near(low, high, rank));
            if (middle == rank) {
                return;
            }
            low = rank > middle ? middle + 1 : low;
            high = rank < middle ? middle - 1 : high;
        }
        Arrays.sort(a, low, high + 1);
    }

    /** Where a number stands whose rank among the sample is that wanted among all. */
    private int near(int low, int high, int rank) {
        int n = high - low + 1;
        for (int i = 0; i < SAMPLE; i++) {
            int at = low + (int) ((i + 0.5) / SAMPLE * n);
            sample[i] = a[at] << PLACE | at; // the position of the number gives way to where it stands now
        }
        Arrays.sort(sample);
        return (int) sample[Math.min(SAMPLE - 1, (int) ((long) (rank - low) * SAMPLE / n))] & MOST - 1;
    }

    /** Puts the smaller numbers before that at pivot and the others behind it; gives its place. */
    private int divide(int low, int high, int pivot) {
        swap(pivot, high);
        long by = a[high];
        int to = low;
        for (int i = low; i < high; i++) {
            long v = a[i];
            a[i] = a[to];
            a[to] = v;
            to += (int) (v - by >>> Long.SIZE - 1);
        }
        swap(to, high);
        return to;
    }

    private int least(int low, int high) {
        long least = a[low];
        for (int i = low + 1; i <= high; i++) {
            least = Math.min(least, a[i]);
        }
        return place(least, low);
    }

    private int greatest(int low, int high) {
        long greatest = a[low];
        for (int i = low + 1; i <= high; i++) {
            greatest = Math.max(greatest, a[i]);
        }
        return place(greatest, low);
    }

    private int place(long v, int low) {
        int i = low;
        while (a[i] != v) {
            i++;
        }
        return i;
    }

    private void swap(int i, int j) {
        long v = a[i];
        a[i] = a[j];
        a[j] = v;
    }
}
