package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.data.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        for (String method : new String[] {"covariance", "randomized"}) {
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
