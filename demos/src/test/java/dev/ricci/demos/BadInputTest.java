package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong command line and every bad file ends in one line that says what to do, the right exit code, and no file. */
class BadInputTest {
    @TempDir private Path folder;

    private void refused(int code, String line, String... args) throws IOException {
        Ran ran = Ran.of(args);
        assertEquals(code, ran.exitCode(), ran.errors());
        assertEquals(1, ran.errors().lines().count(), ran.errors());
        assertTrue(ran.errors().startsWith("ricci: ") && ran.errors().contains(line), ran.errors());
        assertFalse(ran.errors().contains("Exception"), ran.errors());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void words() throws IOException {
        refused(2, "unknown name 'adm'; did you mean 'adam'?", "train", "--optimizer", "adm");
        refused(2, "choose one of constant, step", "train", "--schedule", "zzzzzz");
        refused(2, "--model: unknown name 'cnn'", "train", "--model", "cnn");
        refused(2, "--device: unknown name 'gpu'", "train", "--device", "gpu");
        refused(2, "did you mean 'f32'?", "train", "--dtype", "f3");
        refused(2, "did you mean 'covariance'?", "pca", "--method", "covarience");
        refused(2, "unknown option '--epoch', did you mean --epochs?", "train", "--epoch", "3");
    }

    @Test
    void numbers() throws IOException {
        refused(2, "--epochs: 1 or more, got 0", "train", "--epochs", "0");
        refused(2, "--batch: 1 or more, got -1", "train", "--batch", "-1");
        refused(2, "'x' is not an int", "train", "--epochs", "x");
        refused(2, "--lr: a number above 0, got NaN", "train", "--lr", "NaN");
        refused(2, "--l2: 0 or more, got -1.0", "train", "--l2", "-1");
        refused(2, "--dropout: 0 up to but not 1, got 1.0", "train", "--dropout", "1");
        refused(2, "--threads: 0 (all processors) to 4096, got -2", "train", "--threads", "-2");
        refused(2, "--variance: a share above 0 and up to 1, as in 0.95, got 95.0", "pca", "--variance", "95");
        refused(2, "--components: 1 or more, got 0", "pca", "--components", "0");
        refused(2, "--batch: 1 or more, got 0", "pca", "--method", "incremental", "--batch", "0");
        refused(2, "--batch: the method svd takes all samples at once; leave it out, or give --method incremental",
                "pca", "--method", "svd", "--batch", "100");
        refused(2, "give one of them", "pca", "--components", "3", "--variance", "0.9");
    }

    @Test
    void networksThatDoNotFit() throws IOException {
        refused(1, "take fewer or narrower layers", "train", "--data", "synthetic:400", "--hidden", "65536,65536,65536,65536");
    }

    @Test
    void hiddenLayers() throws IOException {
        for (String list : new String[] {"", "0", "-3", "12,,3", "12,", "a", "1e3", "99999999999"}) {
            refused(2, "--hidden: whole numbers from 1 to 65536 with commas between, as in 512,256; got '" + list + "'",
                    "train", "--hidden", list);
        }
    }

    @Test
    void filesThatCannotBeWritten() throws IOException {
        String nowhere = path("no/such/file");
        for (String option : new String[] {"--save", "--report", "--json"}) {
            refused(2, option + ": " + nowhere + " cannot be written: there is no folder " + path("no/such"), "train", option, nowhere);
            refused(2, "is a folder; name a file inside it", "train", option, folder.toString());
        }
        refused(2, "--report: " + nowhere, "demo", "--report", nowhere);
        refused(2, "--resume: " + path("none") + " cannot be read", "train", "--resume", path("none"));
    }

    @Test
    void oneFileForTwoThings() throws IOException {
        String file = path("a");
        refused(2, "--report and --json both name " + file, "pca", "--report", file, "--json", file);
        refused(2, "--json and --save both name ", "train", "--save", file, "--json", path("./a"));
        refused(2, "is no name; name a file", "train", "--save", "");
    }

    @Test
    void sizes() throws IOException {
        refused(2, "--batch: 1000 is more than the 90 training images; take 90 or less",
                "train", "--data", "synthetic:100", "--batch", "1000");
        refused(2, "--components: 10 images of 28 x 28 pixels have at most 10 components, got 11",
                "pca", "--data", "synthetic:10", "--components", "11");
        refused(2, "--components: 10 images of 28 x 28 pixels have at most 10 components, got 11",
                "pca", "--data", "synthetic:10", "--components", "11", "--method", "incremental", "--batch", "4");
        refused(2, "--data: synthetic:N with N from 10", "train", "--data", "synthetic:3");
        refused(2, "--data: synthetic:N with N from 10", "train", "--data", "synthetic:many");
    }

    @Test
    void dataFolders() throws IOException {
        refused(2, "there is no such folder", "train", "--data", path("none"));
        refused(1, "lacks train-images-idx3-ubyte", "train", "--data", folder.toString());
        Path file = Files.writeString(folder.resolve("file"), "x");
        refused(2, "is not a folder", "pca", "--data", file.toString());
        refused(2, "--data: no name; give synthetic", "train", "--data", "");
    }

    @Test
    void damagedImages() throws IOException {
        idx("train-images-idx3-ubyte.gz", 3, new int[] {20, 4, 4}, 20 * 16 - 5, 1);
        idx("train-labels-idx1-ubyte.gz", 1, new int[] {20}, 20, 1);
        idx("t10k-images-idx3-ubyte.gz", 3, new int[] {10, 4, 4}, 160, 1);
        idx("t10k-labels-idx1-ubyte.gz", 1, new int[] {10}, 10, 1);
        refused(1, "train-images-idx3-ubyte.gz", "train", "--data", folder.toString());
    }

    @Test
    void imagesWithoutContent() throws IOException {
        idx("train-images-idx3-ubyte.gz", 3, new int[] {20, 4, 4}, 20 * 16, 7);
        idx("train-labels-idx1-ubyte.gz", 1, new int[] {20}, 20, 1);
        idx("t10k-images-idx3-ubyte.gz", 3, new int[] {10, 4, 4}, 160, 1);
        idx("t10k-labels-idx1-ubyte.gz", 1, new int[] {10}, 10, 1);
        refused(1, "all pixels of the 20 images are 7", "train", "--data", folder.toString());
        idx("train-images-idx3-ubyte.gz", 3, new int[] {1, 4, 4}, 16, 1);
        idx("train-labels-idx1-ubyte.gz", 1, new int[] {1}, 1, 1);
        refused(1, "1 rows cannot be shared out", "train", "--data", folder.toString());
    }

    @Test
    void labelsOutOfRange() throws IOException {
        idx("train-images-idx3-ubyte.gz", 3, new int[] {20, 4, 4}, 20 * 16, 1);
        idx("train-labels-idx1-ubyte.gz", 1, new int[] {20}, 20, 11);
        idx("t10k-images-idx3-ubyte.gz", 3, new int[] {10, 4, 4}, 160, 1);
        idx("t10k-labels-idx1-ubyte.gz", 1, new int[] {10}, 10, 1);
        refused(1, "label 0 is 11; labels are 0 to 9", "train", "--data", folder.toString());
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        refused(2, "--batch", "train", "--data", "synthetic:100", "--batch", "1000", "--save", path("a"), "--json", path("b"), "--report",
                path("c"));
        refused(1, "safetensors", "train", "--data", "synthetic:100", "--batch", "10", "--save", path("a"), "--resume",
                Files.write(folder.resolve("junk"), new byte[100]).toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals("junk", files.map(f -> f.getFileName().toString()).reduce("", String::concat));
        }
    }

    @Test
    void aDeviceThatIsNotThere() throws IOException {
        if (!Ran.of("devices").out().contains("--device auto takes the cuda")) {
            refused(1, "cuda", "train", "--data", "synthetic:100", "--batch", "10", "--device", "cuda");
        }
    }

    private void idx(String name, int axes, int[] shape, int bytes, int value) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(new byte[] {0, 0, 8, (byte) axes});
            for (int size : shape) {
                out.write(new byte[] {0, 0, (byte) (size >> 8), (byte) size});
            }
            for (int i = 0; i < bytes; i++) {
                out.write(value);
            }
        }
    }
}
