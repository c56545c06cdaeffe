package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
    @TempDir
    Path folder;

    private void writeSet(int train, int test, String end) throws IOException {
        Digits d = Digits.synthetic(train, test, 1);
        d.train().write(at("train-images-idx3-ubyte" + end), at("train-labels-idx1-ubyte" + end));
        d.test().write(at("t10k-images-idx3-ubyte" + end), at("t10k-labels-idx1-ubyte" + end));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private String problem() {
        return assertThrows(BadFile.class, () -> Digits.read(folder)).getMessage();
    }

    @Test
    void readsWhatItWrites() throws IOException {
        for (String end : new String[] {"", ".gz"}) {
            writeSet(30, 20, end);
            Digits back = Digits.read(folder);
            Digits made = Digits.synthetic(30, 20, 1);
            assertEquals(30, back.train().count());
            assertEquals(20, back.test().count());
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(made.test().image(i), back.test().image(i));
                assertEquals(made.test().label(i), back.test().label(i));
            }
        }
    }

    @Test
    void namesWithDots() throws IOException {
        Digits d = Digits.synthetic(10, 10, 1);
        d.train().write(at("train-images.idx3-ubyte"), at("train-labels.idx1-ubyte.gz"));
        d.test().write(at("t10k-images.idx3-ubyte.gz"), at("t10k-labels-idx1-ubyte"));
        assertEquals(10, Digits.read(folder).train().count());
    }

    @Test
    void missingFilesAreAllNamed() throws IOException {
        writeSet(10, 10, "");
        Files.delete(at("train-labels-idx1-ubyte"));
        Files.delete(at("t10k-images-idx3-ubyte"));
        assertTrue(problem().contains("lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte (plain or .gz)"), problem());
        Path none = at("none");
        assertTrue(assertThrows(BadFile.class, () -> Digits.read(none)).getMessage().contains("there is no such folder"));
    }

    @Test
    void countsThatDiffer() throws IOException {
        writeSet(10, 10, "");
        Idx.of(new byte[9], 9).write(at("train-labels-idx1-ubyte"));
        String message = problem();
        assertTrue(message.contains("has 10 images") && message.contains("has 9 labels"), message);
    }

    @Test
    void labelsOutOfRange() throws IOException {
        writeSet(10, 10, "");
        byte[] labels = new byte[10];
        labels[7] = 10;
        Idx.of(labels, 10).write(at("t10k-labels-idx1-ubyte"));
        assertTrue(problem().contains("label 7 is 10; labels are 0 to 9"), problem());
        labels[7] = (byte) 200;
        Idx.of(labels, 10).write(at("t10k-labels-idx1-ubyte"));
        assertTrue(problem().contains("label 7 is 200; labels are 0 to 9"), problem());
    }

    @Test
    void filesExchangedOrEmpty() throws IOException {
        writeSet(10, 10, "");
        Idx.of(new byte[10], 10).write(at("train-images-idx3-ubyte"));
        assertTrue(problem().contains("should hold images"), problem());
        Idx.of(new byte[0], 0, 28, 28).write(at("train-images-idx3-ubyte"));
        Idx.of(new byte[0], 0).write(at("train-labels-idx1-ubyte"));
        assertTrue(problem().contains("has no images"), problem());
    }

    @Test
    void imagesOfDifferentSizes() throws IOException {
        writeSet(10, 10, "");
        Idx.of(new byte[10 * 100], 10, 10, 10).write(at("t10k-images-idx3-ubyte"));
        assertTrue(problem().contains("28 x 28") && problem().contains("10 x 10"), problem());
    }

    @Test
    void imagesFromMemoryAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of(new byte[7], new byte[2], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of(new byte[4], new byte[] {11}, 2, 2));
        ImageSet set = ImageSet.of(new byte[] {0, 0, (byte) 255, (byte) 255}, new byte[] {3}, 2, 2);
        assertEquals(0.5, set.standardisation().mean(), 1e-12);
        assertEquals(0.5, set.standardisation().deviation(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> set.slice(0, 2));
        assertEquals(0, set.slice(1, 1).count());
        assertThrows(IllegalArgumentException.class, () -> new Scaling(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Scaling(Double.NaN, 1));
    }

    @Test
    void theRealDigits() throws IOException {
        Path mnist = mnist();
        assumeTrue(mnist != null, "no shared/data/mnist above the working folder");
        Digits d = Digits.read(mnist);
        assertEquals(60000, d.train().count());
        assertEquals(10000, d.test().count());
        assertEquals(28, d.test().rows());
        assertEquals(0.1307, d.train().standardisation().mean(), 5e-5);
        assertEquals(0.3081, d.train().standardisation().deviation(), 5e-5);
        int[] first = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4};
        for (int i = 0; i < first.length; i++) {
            assertEquals(first[i], d.train().label(i));
        }
    }

    /** Where MNIST stands, above the working folder, or null. */
    static Path mnist() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path found = p.resolve("shared/data/mnist");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        return null;
    }
}
