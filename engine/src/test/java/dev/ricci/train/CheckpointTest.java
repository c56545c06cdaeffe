package dev.ricci.train;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.data.Dataset;
import dev.ricci.data.Safetensors;
import dev.ricci.nn.Dropout;
import dev.ricci.nn.Identity;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Network;
import dev.ricci.nn.Sequential;
import dev.ricci.tensor.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final Dataset DATA = Spiral.samples(50, 1);

    @TempDir
    Path folder;

    private static Sequential network(long seed) {
        return Network.of(2, 2).withHidden(6, 5).withDropout(0.2).build(seed);
    }

    private static TrainerBuilder training(Layer network) {
        return Trainer.of(network, DATA).batchSize(8).epochs(4).seed(3).learningRate(0.01).schedule("warmup-cosine").patience(2)
                .validation(DATA);
    }

    private static void same(Layer a, Layer b) {
        Map<String, Parameter> other = b.parameters();
        a.parameters().forEach((name, p) -> assertArrayEquals(p.value().toFloats(), other.get(name).value().toFloats(), name));
    }

    /** Stops a training at a step, saves it there, goes on with other objects: bit for bit the training that was not interrupted. */
    private void resumes(int epoch, int step) throws IOException {
        Sequential whole = network(1);
        TrainingResult all = training(whole).build().run();

        Path file = folder.resolve(epoch + "-" + step + ".safetensors");
        Trainer[] first = new Trainer[1];
        first[0] = training(network(1)).listener(new TrainingListener() {
            @Override
            public void stepDone(Progress p) {
                if (p.epoch() == epoch && p.step() == step) {
                    first[0].stop();
                }
            }
        }).build();
        first[0].run();
        first[0].save(file, Map.of("scaling", "0.5"));

        Sequential other = network(77);
        Trainer second = training(other).seed(99).build();
        second.resume(file);
        TrainingResult rest = second.run();
        same(whole, other);
        assertEquals(all.steps(), rest.steps());
        assertEquals(all.best(), rest.best());
        assertEquals(all.last().loss(), rest.last().loss());
        assertEquals(all.last().validationLoss(), rest.last().validationLoss());
        assertEquals(Map.of("scaling", "0.5"), Checkpoint.load(file).notes());
    }

    @Test
    void resumesInTheMiddleOfAnEpoch() throws IOException {
        resumes(2, 3);
    }

    @Test
    void resumesAtTheEndOfAnEpoch() throws IOException {
        resumes(2, 7);
    }

    @Test
    void mayBeSavedWhileItRuns() throws IOException {
        Sequential whole = network(1);
        Path file = folder.resolve("running.safetensors");
        Trainer[] trainer = new Trainer[1];
        trainer[0] = training(whole).listener(new TrainingListener() {
            @Override
            public void epochDone(EpochResult r) {
                try {
                    if (r.epoch() == 2) {
                        trainer[0].save(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }).build();
        trainer[0].run();
        Sequential other = network(5);
        Trainer second = training(other).build();
        second.resume(file);
        second.run();
        same(whole, other);
    }

    @Test
    void weightsAloneGoIntoTheSameNetwork() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Sequential a = network(1);
        Checkpoint.save(file, a, Map.of("model", "2-6-5-2"));
        Sequential b = network(2);
        Checkpoint c = Checkpoint.load(file);
        assertEquals("2-6-5-2", c.notes().get("model"));
        assertEquals(a.describe(), c.network());
        c.restore(b);
        same(a, b);
        refused("weights alone", () -> training(network(1)).build().resume(file));
    }

    @Test
    void aFileOfAnotherNetworkIsRefusedWithTheFirstDifference() throws IOException {
        Path file = folder.resolve("other.safetensors");
        Checkpoint.save(file, network(1), Map.of());
        Sequential wide = Network.of(2, 2).withHidden(6, 7).withDropout(0.2).build(1);
        float[] before = wide.parameters().get("0.weight").value().toFloats();
        refused("3.weight is float32 [5, 6] in the file and float32 [7, 6] here", () -> Checkpoint.load(file).restore(wide));
        assertArrayEquals(before, wide.parameters().get("0.weight").value().toFloats());
        Sequential deep = Network.of(2, 2).withHidden(6, 5, 4).withDropout(0.2).build(1);
        refused("6.weight is float32 [2, 5] in the file and float32 [4, 5] here", () -> Checkpoint.load(file).restore(deep));
        List<Layer> layers = new ArrayList<>(network(1).layers());
        layers.addAll(Network.of(2, 3).build(1).layers());
        Sequential longer = new Sequential(layers);
        refused("the file has no 7.weight [3, 2]", () -> Checkpoint.load(file).restore(longer));
        Sequential shorter = new Sequential(network(1).layers().subList(0, 6));
        refused("the file also has 6.weight [2, 5]", () -> Checkpoint.load(file).restore(shorter));
    }

    @Test
    void anotherTrainingIsRefused() throws IOException {
        Path file = folder.resolve("training.safetensors");
        Trainer t = training(network(1)).build();
        t.stop();
        t.run();
        t.save(file);
        refused("was trained by adam, here the optimizer is sgd", () -> training(network(1)).optimizer("sgd").build().resume(file));
        refused("the file also has best/", () -> training(network(1)).patience(0).build().resume(file));
        Sequential behind = new Sequential(network(1), new Dropout(0.5, 1));
        Sequential other = new Sequential(network(1), new Identity());
        Trainer u = training(behind).build();
        u.save(file);
        refused("take the same dropout", () -> training(other).build().resume(file));
        assertThrows(IllegalArgumentException.class, () -> t.save(file, Map.of("ricci.position", "x")));
        assertThrows(IllegalStateException.class, () -> t.resume(file));
    }

    @Test
    void notesThatCannotBeReadAreRefused() throws IOException {
        Path file = folder.resolve("notes.safetensors");
        training(network(1)).build().save(file);
        Safetensors good = Safetensors.read(file);
        String[][] wrong = {{"position", "1 x 2"}, {"position", "1"}, {"position", "-1 0 0"}, {"best", ""}, {"seed", "s"}};
        for (String[] bad : wrong) {
            Map<String, String> notes = new LinkedHashMap<>(good.metadata());
            notes.put("ricci." + bad[0], bad[1]);
            new Safetensors(good.tensors(), notes).write(file);
            refused("cannot be read", () -> training(network(1)).build().resume(file));
        }
    }

    @Test
    void theMiddleOfAnEpochWantsTheSameBatches() throws IOException {
        Path file = folder.resolve("middle.safetensors");
        Trainer[] t = new Trainer[1];
        t[0] = training(network(1)).listener(new TrainingListener() {
            @Override
            public void stepDone(Progress p) {
                t[0].stop();
            }
        }).build();
        t[0].run();
        t[0].save(file);
        Trainer other = training(network(1)).batchSize(10).build();
        refused("50 samples in batches of 8; here it is 50 samples in batches of 10", () -> other.resume(file));
    }

    private static void refused(String message, Executable wrong) {
        var e = assertThrows(IllegalArgumentException.class, wrong);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
