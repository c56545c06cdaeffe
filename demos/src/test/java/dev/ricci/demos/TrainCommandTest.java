package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.data.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir private Path folder;

    private Map<?, ?> train(String... more) throws IOException {
        return learn(with(new String[] {"--data", "synthetic:400", "--batch", "64"}, more));
    }

    private Map<?, ?> learn(String... args) throws IOException {
        Path json = folder.resolve("results.json");
        Ran ran = Ran.of(with(new String[] {"train"}, with(args, "--json", json.toString())));
        assertEquals(0, ran.exitCode(), ran.errors());
        return (Map<?, ?>) Json.read(json);
    }

    private static List<Double> losses(Map<?, ?> results) {
        return ((List<?>) results.get("epochs")).stream().map(e -> (Double) ((Map<?, ?>) e).get("loss")).toList();
    }

    @Test
    void learnsAndSaysSoForPrograms() throws IOException {
        Map<?, ?> results = learn("--data", "synthetic:1000", "--batch", "50", "--lr", "0.005",
                "--hidden", "32,16", "--epochs", "5", "--seed", "7",
                "--threads", "1");
        assertEquals("cpu", results.get("device"));
        assertEquals(1L, results.get("threads"));
        assertEquals(50L, results.get("batch"), "an option holds wherever it stands among others");
        assertEquals(7L, results.get("seed"));
        assertEquals(784 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10L, results.get("parameters"));
        assertTrue(results.get("model").toString().contains("784-32-16-10"));
        List<?> epochs = (List<?>) results.get("epochs");
        assertEquals(5, epochs.size());
        Map<?, ?> last = (Map<?, ?>) epochs.getLast();
        for (String field : new String[] {"loss", "accuracy", "validationLoss", "validationAccuracy", "seconds", "samplesPerSecond"}) {
            assertTrue(last.get(field) instanceof Double, field + ": " + last.get(field));
        }
        assertEquals(5L, last.get("epoch"));
        List<Double> losses = losses(results);
        assertTrue(losses.getLast() < 0.5 * losses.getFirst(), losses.toString());
        assertTrue((Double) results.get("testAccuracy") > 0.5, results.get("testAccuracy").toString());
    }

    @Test
    void aLinearModelHasNoHiddenLayer() throws IOException {
        assertEquals(7850L, train("--model", "logistic", "--epochs", "1").get("parameters"));
    }

    @Test
    void theSameSeedGivesTheSameBitsWithAnyNumberOfThreads() throws IOException {
        String[] settings = {"--hidden", "24", "--epochs", "2", "--dropout", "0.2"};
        List<Double> one = losses(train(with(settings, "--threads", "1")));
        assertEquals(one, losses(train(with(settings, "--threads", "3"))));
        assertFalse(one.equals(losses(train(with(settings, "--seed", "2")))));
    }

    @Test
    void goingOnEqualsARunWithoutABreak() throws IOException {
        Path saved = folder.resolve("half.safetensors");
        String[] settings = {"--hidden", "24", "--dropout", "0.1", "--schedule", "constant", "--optimizer", "adamw"};
        List<Double> whole = losses(train(with(settings, "--epochs", "4")));
        List<Double> first = losses(train(with(settings, "--epochs", "2", "--save", saved.toString())));
        Map<?, ?> results = train(with(settings, "--epochs", "4", "--resume", saved.toString()));
        assertEquals(whole.subList(0, 2), first);
        assertEquals(whole.subList(2, 4), losses(results));
        assertEquals(3L, ((Map<?, ?>) ((List<?>) results.get("epochs")).getFirst()).get("epoch"));
    }

    @Test
    void aTrainingThatIsDoneSaysSo() throws IOException {
        String saved = folder.resolve("done.safetensors").toString();
        String[] settings = {"train", "--data", "synthetic:400", "--batch", "64", "--hidden", "8", "--epochs", "1"};
        assertEquals(0, Ran.of(with(settings, "--save", saved)).exitCode());
        Ran again = Ran.of(with(settings, "--resume", saved));
        assertEquals(0, again.exitCode(), again.errors());
        assertTrue(again.out().contains("had all 1 epochs already; a larger --epochs goes on"), again.out());
    }

    @Test
    void aSavedFileOfAnotherNetworkIsRefused() throws IOException {
        Path saved = folder.resolve("small.safetensors");
        train("--hidden", "8", "--epochs", "1", "--save", saved.toString());
        String[] base = {"train", "--data", "synthetic:400", "--batch", "64", "--epochs", "2", "--resume", saved.toString()};
        for (String[] other : new String[][] {{"--hidden", "9"}, {"--hidden", "8,8"}, {"--hidden", "8", "--optimizer", "sgd"},
                {"--hidden", "8", "--dtype", "f64"}, {"--hidden", "8", "--seed", "2"}}) {
            Ran ran = Ran.of(with(base, other));
            assertEquals(1, ran.exitCode(), ran.errors());
            assertEquals(1, ran.errors().lines().count(), ran.errors());
            assertTrue(ran.errors().contains(saved.toString()), ran.errors());
        }
    }

    @Test
    void writesAReport() throws IOException {
        Path page = folder.resolve("report.html");
        train("--hidden", "16", "--epochs", "2", "--report", page.toString());
        String html = Files.readString(page);
        assertTrue(html.contains("784-16-10") && html.contains("\"kind\":\"confusion\"") && html.contains("read as"));
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
