package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.data.Digits;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Json;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.pca.PcaOutcome;
import dev.ricci.demos.pca.PcaRun;
import dev.ricci.learn.Pca;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

class PcaCommandTest {
    @TempDir private Path folder;

    private Map<?, ?> pca(String method, String option, String value) throws IOException {
        Path json = folder.resolve("pca.json");
        Ran ran = Ran.of("pca", "--data", "synthetic:400", "--method", method, option, value, "--json", json.toString());
        assertEquals(0, ran.exitCode(), ran.errors());
        return (Map<?, ?>) Json.read(json);
    }

    private static double[] ratios(Map<?, ?> results) {
        return ((List<?>) results.get("explainedVariance")).stream().mapToDouble(r -> (Double) r).toArray();
    }

    @Test
    void allMethodsKeepTheSameComponents() throws IOException {
        Map<?, ?> svd = pca("svd", "--variance", "0.9");
        double[] expected = ratios(svd);
        assertEquals((long) expected.length, svd.get("components"));
        double sum = 0;
        for (double r : expected) {
            assertTrue(sum < 0.9, "one component less would not be enough");
            sum += r;
        }
        assertTrue(sum >= 0.9);
        for (String method : new String[] {"covariance", "randomized", "incremental"}) {
            Map<?, ?> other = pca(method, "--variance", "0.9");
            assertEquals(method, other.get("method"));
            assertEquals(svd.get("components"), other.get("components"));
            double[] ratios = ratios(other);
            for (int i = 0; i < ratios.length; i++) {
                assertEquals(expected[i], ratios[i], 2e-3 * expected[i] + 1e-6, method + ", component " + i);
            }
        }
    }

    /** What is lost in rebuilding is the variance that was not kept. */
    @Test
    void theErrorIsTheVarianceLeftOut() throws IOException {
        double few = (Double) pca("svd", "--components", "5").get("reconstructionError");
        Map<?, ?> more = pca("svd", "--components", "40");
        double fewKept = sum(ratios(pca("svd", "--components", "5")));
        double moreKept = sum(ratios(more));
        assertEquals(few / (1 - fewKept), (Double) more.get("reconstructionError") / (1 - moreKept), 1e-3 * few / (1 - fewKept));
        double all = (Double) pca("svd", "--components", "400").get("reconstructionError");
        assertTrue(all < 1e-9, "all components lose nothing, got " + all);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }

    /** Whatever the batches, even of fewer images than there are components. */
    @Test
    void batchesOfAnySizeFindTheSame() throws IOException {
        Map<?, ?> whole = inBatches("svd");
        for (String batch : new String[] {"5", "57", "1000"}) {
            Map<?, ?> results = inBatches("incremental", "--batch", batch);
            assertArrayEquals(ratios(whole), ratios(results), 1e-3 * ratios(whole)[5], "batches of " + batch);
            assertEquals(150L, results.get("samples"));
        }
    }

    private Map<?, ?> inBatches(String method, String... more) throws IOException {
        Path json = folder.resolve("batches.json");
        List<String> command = new ArrayList<>(List.of("pca", "--data", "synthetic:150", "--components", "6", "--json", json.toString(),
                "--method", method));
        command.addAll(List.of(more));
        Ran ran = Ran.of(command.toArray(String[]::new));
        assertEquals(0, ran.exitCode(), ran.errors());
        return (Map<?, ?>) Json.read(json);
    }

    /** Ctrl-C before the first batch: two of them make images enough for a model, and that is what there is. */
    @Test
    void ctrlCKeepsWhatWasLearnt() throws InterruptedException {
        Console console = Console.plain(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        ImageSet images = Digits.synthetic(100, 10, 1).train();
        Backend before = Devices.current();
        try (Backend cpu = Devices.open("cpu", new DeviceOptions(0, 0)); Interrupts interrupts = Interrupts.watch(console::line)) {
            Devices.use(cpu);
            Signal.raise(new Signal("INT"));
            for (int i = 0; i < 200 && !interrupts.requested(); i++) {
                Thread.sleep(10);
            }
            PcaOutcome outcome = new PcaRun(images, DType.FLOAT32).runInBatches(Pca.components(5), 4, console, interrupts);
            assertEquals(8, outcome.samples());
            assertEquals(5, outcome.components());
            PcaOutcome all = new PcaRun(images.slice(0, 8), DType.FLOAT32).run(Pca.components(5));
            assertArrayEquals(all.ratios(), outcome.ratios(), 1e-5);
            assertEquals(all.error(), outcome.error(), 1e-6);
        } finally {
            Devices.use(before);
        }
    }

    @Test
    void writesAReport() throws IOException {
        Path page = folder.resolve("pca.html");
        Ran ran = Ran.of("pca", "--data", "synthetic:300", "--components", "20", "--report", page.toString());
        assertEquals(0, ran.exitCode(), ran.errors());
        String html = Files.readString(page);
        assertTrue(html.contains("\"kind\":\"scatter\"") && html.contains("\"kind\":\"scree\"") && html.contains("Rebuilt from 5"));
        assertTrue(ran.out().contains(page.toString()));
    }

    @Test
    void oneComponentIsEnoughForAReport() throws IOException {
        Path page = folder.resolve("one.html");
        assertEquals(0, Ran.of("pca", "--data", "synthetic:50", "--components", "1", "--report", page.toString()).exitCode());
        assertTrue(Files.readString(page).contains("\"kept\":1"));
    }
}
