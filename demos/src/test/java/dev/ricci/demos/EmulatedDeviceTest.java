package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Finding;
import dev.ricci.data.Digits;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the emulated CUDA device: the whole way of a GPU, with the results of the CPU. */
class EmulatedDeviceTest {
    @TempDir private Path folder;

    private static List<Finding> findings(String device) {
        return Devices.providers().stream().filter(p -> p.name().equals(device)).map(BackendProvider::findings).findFirst().orElseThrow();
    }

    private static void assumeCompiler() {
        List<Finding> missing = findings("emulated").stream().filter(f -> !f.found()).toList();
        assumeTrue(missing.isEmpty(), () -> "no emulated device: " + missing);
    }

    private Map<?, ?> run(String device, String... command) throws IOException {
        Path json = folder.resolve(device + ".json");
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(command),
                java.util.stream.Stream.of("--device", device, "--json", json.toString())).toArray(String[]::new);
        Ran ran = Ran.of(all);
        assertEquals(0, ran.exitCode(), ran.errors());
        Map<?, ?> results = (Map<?, ?>) Json.read(json);
        assertEquals(device, results.get("device"));
        return results;
    }

    @Test
    void trainingGivesTheLossesOfTheCpu() throws IOException {
        assumeCompiler();
        String[] train = {"train", "--data", "synthetic:210", "--hidden", "12", "--dropout", "0.2", "--epochs", "3", "--batch", "40",
            "--seed", "3", "--schedule", "cosine"};
        Map<?, ?> cpu = run("cpu", train);
        Map<?, ?> emulated = run("emulated", train);
        List<?> expected = (List<?>) cpu.get("epochs");
        List<?> got = (List<?>) emulated.get("epochs");
        assertEquals(expected.size(), got.size());
        for (int i = 0; i < got.size(); i++) {
            for (String figure : new String[] {"loss", "validationLoss"}) {
                double e = (Double) ((Map<?, ?>) expected.get(i)).get(figure);
                double g = (Double) ((Map<?, ?>) got.get(i)).get(figure);
                assertEquals(e, g, 2e-5 * e, figure + " of epoch " + (i + 1));
            }
        }
        assertEquals(cpu.get("testAccuracy"), emulated.get("testAccuracy"));
    }

    /** The same as the most accurate method finds on the CPU: variances, and through them what is lost in rebuilding. */
    @Test
    void principalComponentsAreThoseOfTheCpuByEveryMethod() throws IOException {
        assumeCompiler();
        Path digits = smallDigits();
        Map<?, ?> expected = pca("cpu", "svd", digits);
        List<?> variances = (List<?>) expected.get("explainedVariance");
        double lost = (Double) expected.get("reconstructionError");
        for (String method : Words.METHODS.names()) {
            for (String on : new String[] {"cpu", "emulated"}) {
                Map<?, ?> got = pca(on, method, digits);
                List<?> ratios = (List<?>) got.get("explainedVariance");
                assertEquals(variances.size(), ratios.size());
                for (int i = 0; i < ratios.size(); i++) {
                    double e = (Double) variances.get(i);
                    assertEquals(e, (Double) ratios.get(i), 2e-4 * e, method + " on " + on + ", component " + i);
                }
                assertEquals(lost, (Double) got.get("reconstructionError"), 1e-4 * lost, method + " on " + on);
            }
        }
    }

    private Map<?, ?> pca(String device, String method, Path digits) throws IOException {
        List<String> command = new ArrayList<>(List.of("pca", "--data", digits.toString(), "--method", method, "--components", "5"));
        if (method.equals("incremental")) {
            command.addAll(List.of("--batch", "15"));
        }
        return run(device, command.toArray(String[]::new));
    }

    /** Every third pixel of every third row: on the emulated device the eigenvalues of 784 pixels take minutes, those of 100 do not. */
    private Path smallDigits() throws IOException {
        Digits digits = Digits.synthetic(60, 10, 1);
        small(digits.train()).write(folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-labels-idx1-ubyte.gz"));
        small(digits.test()).write(folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte.gz"));
        return folder;
    }

    private static ImageSet small(ImageSet images) {
        int side = (images.rows() + 2) / 3;
        byte[] pixels = new byte[images.count() * side * side];
        byte[] labels = new byte[images.count()];
        for (int i = 0; i < images.count(); i++) {
            labels[i] = (byte) images.label(i);
            byte[] whole = images.image(i);
            for (int p = 0; p < side * side; p++) {
                pixels[i * side * side + p] = whole[3 * (p / side) * images.columns() + 3 * (p % side)];
            }
        }
        return ImageSet.of(pixels, labels, side, side);
    }

    @Test
    void theDoctorTellsOfEachPieceAndItsRemedy() {
        Ran ran = Ran.of("devices");
        assertEquals(0, ran.exitCode(), ran.errors());
        for (String heading : new String[] {"cuda", "cpu", "emulated", "driver", "compiler"}) {
            assertTrue(ran.out().contains(heading), ran.out());
        }
    }

    @Test
    void theDoctorSaysWhatIsMissingOnce() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Ran ran = Ran.of("devices");
            assertTrue(ran.out().contains("--device auto takes the "), ran.out());
        } finally {
            System.setErr(before);
        }
        assertFalse(said.toString(StandardCharsets.UTF_8).contains("running on the"), "stands in the list already");
    }

    @Test
    void capitalsInTheNameOfADeviceDoNotMatter() {
        Ran ran = Ran.of("pca", "--data", "synthetic:60", "--device", "CPU", "--components", "2");
        assertEquals(0, ran.exitCode(), ran.errors());
    }

    @Test
    void theDemoTakesTheNameOfADeviceToo() {
        Ran wrong = Ran.of("demo", "--device", "gpu");
        assertEquals(2, wrong.exitCode());
        assertEquals("ricci: --device: unknown name 'gpu'; GPUs are cuda, cuda:1 and so on; choose one of auto, cpu, cuda, emulated",
                wrong.errors().strip());
        Ran beyond = Ran.of("demo", "--device", "cpu:7", "--report", folder.resolve("r.html").toString());
        assertEquals(1, beyond.exitCode());
        assertEquals("ricci: cpu: there is no device 7; there is one, of number 0", beyond.errors().strip());
    }

    @Test
    void aGpuThatIsNotThereIsAnErrorWhenAskedFor() {
        assumeTrue(findings("cuda").stream().anyMatch(f -> !f.found()), "this machine has a GPU");
        Ran ran = Ran.of("train", "--device", "cuda", "--data", "synthetic:400");
        assertEquals(1, ran.exitCode());
        assertTrue(ran.errors().contains("cuda: ") && ran.errors().contains("; "), ran.errors());
    }

    @Test
    void aWrongNumberOfADeviceIsAMistakeOfTheCommandLine() {
        Ran ran = Ran.of("train", "--device", "cuda:first");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.errors().contains("--device: after the colon the number of the GPU, as in cuda:1"), ran.errors());
    }
}
