package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final int[][] SHAPES = {{}, {1}, {5}, {0}, {2, 3}, {3, 1, 4}, {2, 3, 4}, {1, 1}, {2, 0, 3}, {2, 2, 3, 2}};

    /** Element positions in row-major order of the indices: what a layout means. */
    private static long[] positions(Layout l) {
        long[] all = new long[(int) l.size()];
        int[] index = new int[l.rank()];
        for (int n = 0; n < all.length; n++) {
            int rest = n;
            for (int i = l.rank() - 1; i >= 0; i--) {
                index[i] = rest % l.size(i);
                rest /= l.size(i);
            }
            all[n] = l.at(index);
        }
        return all;
    }

    @Test
    void denseCountsUp() {
        for (int[] shape : SHAPES) {
            Layout l = Layout.dense(shape);
            assertTrue(l.isDense());
            long[] p = positions(l);
            for (int i = 0; i < p.length; i++) {
                assertEquals(i, p[i]);
            }
        }
    }

    @Test
    void sliceSelectPermuteBroadcast() {
        Layout l = Layout.dense(3, 4);
        assertArrayEquals(new long[] {6, 4, 10, 8}, positions(l.slice(1, 2, 2, -2).slice(0, 1, 2, 1)));
        assertArrayEquals(new long[] {1, 5, 9}, positions(l.select(1, 1)));
        assertArrayEquals(new long[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, positions(l.permute(1, 0)));
        assertEquals(l.permute(1, 0), l.transpose());
        assertArrayEquals(new long[] {4, 5, 6, 7, 4, 5, 6, 7}, positions(l.select(0, 1).broadcast(2, 4)));
        assertArrayEquals(new long[] {0, 0, 0, 4, 4, 4, 8, 8, 8}, positions(l.slice(1, 0, 1, 1).broadcast(3, 3)));
        assertArrayEquals(new int[] {3, 1, 4}, l.unsqueeze(1).shape());
        assertEquals(0, l.slice(1, 4, 0, 1).size());
        assertThrows(IllegalArgumentException.class, () -> l.broadcast(2, 3, 5));
    }

    @Test
    void denseWhereNoElementIsSkippedOrRepeated() {
        Layout l = Layout.dense(3, 4);
        assertTrue(l.slice(0, 1, 2, 1).isDense());
        assertFalse(l.slice(1, 0, 3, 1).isDense());
        assertFalse(l.transpose().isDense());
        assertFalse(l.select(0, 0).broadcast(2, 4).isDense());
        assertTrue(l.slice(0, 0, 1, 2).unsqueeze(0).isDense());
        assertTrue(l.slice(0, 0, 0, 2).transpose().isDense());
        assertFalse(l.slice(0, 2, 3, -1).isDense());
    }

    /** Every reshape that keeps the size either keeps the order of positions or says that it cannot. */
    @Test
    void reshapeKeepsTheOrderOfElements() {
        Random random = new Random(1);
        int[][] targets = {{24}, {2, 12}, {4, 6}, {6, 4}, {2, 3, 4}, {3, 8}, {1, 24, 1}, {2, 2, 2, 3}, {12, 2}};
        int found = 0;
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Layout l = Layout.dense(4, 3, 4);
            l = random.nextBoolean() ? l.slice(random.nextInt(3) == 0 ? 2 : 0, 1, 2, 1) : l.slice(2, 3, 2, -2);
            l = random.nextBoolean() ? l : random.nextBoolean() ? l.permute(1, 0, 2) : l.permute(2, 1, 0);
            int[] to = targets[random.nextInt(targets.length)];
            Layout made = l.reshape(to.clone());
            if (made == null) {
                refused++;
                continue;
            }
            found++;
            assertArrayEquals(to, made.shape());
            assertArrayEquals(positions(l), positions(made));
        }
        assertTrue(found > 200 && refused > 200, found + " and " + refused);
    }

    @Test
    void reshapeOfParts() {
        Layout l = Layout.dense(4, 6).slice(1, 0, 4, 1); // rows of 4 with gaps of 2
        assertArrayEquals(positions(l), positions(l.reshape(2, 2, 2, 2)));
        assertNull(l.reshape(16));
        assertNull(l.reshape(8, 2));
        assertArrayEquals(new int[] {1, 4, 1, 4}, l.reshape(1, 4, 1, 4).shape());
        assertArrayEquals(new int[] {0, 7}, Layout.dense(3, 0).slice(0, 0, 2, 1).reshape(0, 7).shape());
        Layout point = Layout.dense(5).select(0, 3);
        assertArrayEquals(new long[] {3}, positions(point.reshape(1, 1)));
        Layout repeated = point.broadcast(6);
        assertArrayEquals(new long[] {3, 3, 3, 3, 3, 3}, positions(repeated.reshape(2, 3)));
    }

    @Test
    void equalWhereEveryElementIsTheSame() {
        assertEquals(Layout.dense(2, 3), new Layout(new int[] {2, 3}, new long[] {3, 1}, 0));
        assertEquals(Layout.dense(2, 3).hashCode(), new Layout(new int[] {2, 3}, new long[] {3, 1}, 0).hashCode());
        assertNotEquals(Layout.dense(2, 3), Layout.dense(3, 2));
        assertNotEquals(Layout.dense(3).slice(0, 1, 1, 1), Layout.dense(1));
        assertEquals("[2] strides [1] offset 0", Layout.dense(2).toString());
    }
}
