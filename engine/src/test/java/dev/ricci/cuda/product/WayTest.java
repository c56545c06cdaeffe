package dev.ricci.cuda.product;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import org.junit.jupiter.api.Test;

class WayTest {
    private static Geometry geometry(Layout out, Layout a, Layout b) {
        return Geometry.of(view(out), view(a), view(b));
    }

    private static View view(Layout l) {
        return new View(null, DType.FLOAT32, l);
    }

    private static Way way(Layout out, Layout a, Layout b) {
        return Way.of(geometry(out, a, b), DType.FLOAT32);
    }

    private static final Layout SQUARE = Layout.dense(100, 100);

    @Test
    void cublasTakesOneUnitStride() {
        assertTrue(way(SQUARE, SQUARE, SQUARE).library());
        assertTrue(way(SQUARE.transpose(), SQUARE.transpose(), SQUARE).library());
        assertTrue(way(Layout.dense(4, 3, 40, 30), Layout.dense(4, 1, 40, 20).broadcast(4, 3, 40, 20),
                Layout.dense(3, 20, 30).broadcast(4, 3, 20, 30)).library());
    }

    @Test
    void theRestIsOurs() {
        assertEquals("cuBLAS has no product of integers", Way.of(geometry(SQUARE, SQUARE, SQUARE), DType.INT32).reason());
        assertEquals("it is tiny", way(Layout.dense(10, 10), Layout.dense(10, 10), Layout.dense(10, 10)).reason());
        assertEquals("there is nothing to add up", way(SQUARE, Layout.dense(100, 0), Layout.dense(0, 100)).reason());
        assertEquals("the result has gaps both ways", way(Layout.dense(200, 200).slice(0, 0, 100, 2).slice(1, 0, 100, 2), SQUARE, SQUARE)
                .reason());
        assertEquals("the batch runs backwards", way(Layout.dense(2, 100, 100), Layout.dense(2, 100, 100).slice(0, 1, 2, -1),
                Layout.dense(2, 100, 100)).reason());
        Way many = way(Layout.dense(50, 3, 40, 30), Layout.dense(50, 1, 40, 20).broadcast(50, 3, 40, 20),
                Layout.dense(3, 20, 30).broadcast(50, 3, 20, 30));
        assertFalse(many.library());
        assertTrue(many.reason().endsWith("would take 50 calls of cuBLAS"), many.reason());
    }

    @Test
    void batchesMergeAndFold() {
        Geometry merged = geometry(Layout.dense(4, 3, 40, 30), Layout.dense(4, 3, 40, 20), Layout.dense(4, 3, 20, 30));
        assertArrayEquals(new int[] {12}, merged.size());
        Geometry folded = geometry(Layout.dense(4, 3, 40, 30), Layout.dense(4, 3, 40, 20), Layout.dense(20, 30).broadcast(4, 3, 20, 30));
        assertEquals(0, folded.axes());
        assertEquals(480, folded.m());
    }

    @Test
    void sumsAreCutByTheShapeAlone() {
        assertEquals(1, TiledProduct.Slices.of(2, 256).count());
        assertEquals(1, TiledProduct.Slices.of(200, 100_000).count());
        TiledProduct.Slices s = TiledProduct.Slices.of(1, 100_000);
        assertTrue(s.count() > 200 && s.length() % 16 == 0 && (long) s.count() * s.length() >= 100_000);
        assertTrue((s.count() - 1L) * s.length() < 100_000, "no slice is empty");
    }

    @Test
    void leadingDimensions() {
        assertEquals(7, Plain.lead(3, 5, 7, 1));
        assertEquals(9, Plain.lead(3, 5, 1, 9));
        assertEquals(5, Plain.lead(1, 5, 999, 1));
        assertTrue(Plain.isPlain(1, 5, 3, 3), "one row with gaps is a column of a transposed matrix");
        assertEquals(3, Plain.lead(1, 5, 3, 3));
        assertFalse(Plain.isPlain(3, 5, 0, 1));
        assertFalse(Plain.isPlain(3, 5, 4, 1), "rows that overlap");
        assertFalse(Plain.isPlain(3, 5, 1L << 32, 1));
    }
}
