package dev.ricci.demos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void anotherReaderSeesTheSamePixels() throws IOException {
        float[] ink = {0, 0.25f, 0.5f, 1, 2, -1};
        ByteBuffer png = Png.grey(new Picture(3, 2, ink));
        byte[] bytes = new byte[png.remaining()];
        png.get(bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertEquals(3, image.getWidth());
        assertEquals(2, image.getHeight());
        int[] expected = {255, 191, 128, 0, 0, 255};
        for (int i = 0; i < ink.length; i++) {
            assertEquals(expected[i], image.getRaster().getSample(i % 3, i / 3, 0), "pixel " + i);
        }
    }

    @Test
    void scalesAnyNumbersToInk() {
        assertEquals(0.5f, Picture.scaled(3, 1, new float[] {-2, 0, 2}).ink()[1]);
        assertEquals(0f, Picture.scaled(2, 1, new float[] {7, 7}).ink()[0]);
    }

    @Test
    void refusesAWrongNumberOfPixels() {
        assertThrows(IllegalArgumentException.class, () -> new Picture(3, 2, new float[5]));
    }
}
