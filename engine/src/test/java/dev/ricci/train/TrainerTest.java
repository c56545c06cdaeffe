package dev.ricci.train;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Unscoped;
import dev.ricci.data.Dataset;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Losses;
import dev.ricci.nn.Network;
import dev.ricci.nn.Sequential;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import dev.ricci.train.TrainingResult.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainerTest {
    private static final Dataset DATA = Spiral.samples(96, 1);

    private static float[] weights(Layer network) {
        Tensor[] flat = network.parameters().values().stream().map(p -> p.value().detach().flatten(0)).toArray(Tensor[]::new);
        return Shaping.concat(0, flat).toFloats();
    }

    private static TrainerBuilder spiral(Layer network) {
        return Trainer.of(network, DATA).learningRate(0.02).batchSize(32).epochs(60).seed(4);
    }

    @Test
    void learnsTheSpiralThatALineCannot() {
        Sequential net = Spiral.network(2);
        TrainingResult r = spiral(net).validation(Spiral.samples(60, 9)).build().run();
        assertEquals(Ending.COMPLETE, r.ending());
        assertEquals(60, r.epochs().size());
        assertEquals(60 * 3, r.steps());
        assertTrue(r.last().accuracy() > 0.98 && r.last().validationAccuracy() > 0.95, r.last().toString());
        assertTrue(r.last().loss() < r.epochs().getFirst().loss());
        Evaluation e = Evaluation.of(net, DATA, Losses::crossEntropy);
        assertEquals(96, e.samples());
        assertTrue(e.accuracy() > 0.98);
        TrainingResult line = spiral(Network.of(2, 2).build(2)).build().run();
        assertTrue(line.last().accuracy() < 0.8, line.last().toString());
    }

    @Test
    void learnsXorAsARegressionAndAsABinaryDecision() {
        Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
        Dataset xor = new Dataset(x, Tensor.of(new float[] {0, 1, 1, 0}, 4, 1));
        Layer net = Network.of(2, 1).withHidden(8).withActivation("tanh").build(1);
        TrainingResult r = Trainer.of(net, xor).optimizer("adam").learningRate(0.05).batchSize(4).epochs(200).build().run();
        assertTrue(r.last().loss() < 0.01, r.last().toString());
        assertTrue(Double.isNaN(r.last().accuracy()));
        Layer binary = Network.of(2, 1).withHidden(8).withActivation("tanh").build(1);
        TrainingResult b = Trainer.of(binary, xor).loss(Losses::binaryCrossEntropyWithLogits).hits(Hits::ofBinary)
                .learningRate(0.05).batchSize(4).epochs(200).build().run();
        assertEquals(1, b.last().accuracy());
    }

    @Test
    void recordedStepsGiveTheBitsOfEagerOnes() {
        Sequential eager = Spiral.network(2);
        Sequential recorded = Spiral.network(2);
        TrainingResult a = spiral(eager).batchSize(36).epochs(3).recorded(false).build().run(); // two whole batches and a smaller one
        TrainingResult b = spiral(recorded).batchSize(36).epochs(3).recorded(true).build().run();
        assertArrayEquals(weights(eager), weights(recorded));
        assertEquals(a.last().loss(), b.last().loss());
        assertEquals(a.last().accuracy(), b.last().accuracy());
    }

    @Test
    void theSeedDecidesEveryBit() {
        Sequential a = Spiral.network(2);
        Sequential b = Spiral.network(2);
        TrainingResult first = spiral(a).epochs(3).build().run();
        TrainingResult second = spiral(b).epochs(3).build().run();
        assertArrayEquals(weights(a), weights(b));
        assertEquals(first.last().loss(), second.last().loss());
        Sequential c = Spiral.network(2);
        spiral(c).epochs(3).seed(5).build().run();
        assertFalse(Arrays.equals(weights(a), weights(c)));
    }

    @Test
    void theNumberOfThreadsDecidesNothing() {
        Backend before = Devices.current();
        List<float[]> found = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            try (Backend device = Devices.open(before.name(), new DeviceOptions(threads, 0))) {
                Devices.use(device);
                Layer net = Network.of(2, 2).withHidden(300, 200).withDropout(0.1).build(2);
                Trainer.of(net, Spiral.samples(96, 1)).batchSize(64).epochs(2).build().run();
                found.add(weights(net));
            } finally {
                Devices.use(before);
            }
        }
        assertArrayEquals(found.get(0), found.get(1));
    }

    @Test
    void reportsTheMeanOverAllDatasetAlsoWithAShortLastBatch() {
        Layer net = Spiral.network(2);
        double before = Evaluation.of(net, DATA, Losses::crossEntropy).loss();
        TrainingResult r = Trainer.of(net, DATA).optimizer("sgd").learningRate(1e-12).batchSize(36).epochs(1).build().run();
        assertEquals(3, r.steps());
        assertEquals(before, r.last().loss(), 1e-6);
    }

    @Test
    void stopsWithoutImprovementAndKeepsTheBestWeights() {
        Layer net = Spiral.network(2);
        List<float[]> weights = new ArrayList<>();
        TrainingListener keep = new TrainingListener() {
            @Override
            public void epochDone(EpochResult result) {
                weights.add(weights(net));
            }
        };
        // labels of the validation data are turned round: the better the network gets, the worse its validation loss
        Dataset turned = new Dataset(DATA.inputs(), DATA.targets().neg().add(1));
        TrainingResult r = spiral(net).validation(turned).patience(3).listener(keep).build().run();
        assertEquals(Ending.NO_IMPROVEMENT, r.ending());
        assertEquals(r.best() + 3, r.epochs().size());
        assertArrayEquals(weights.get(r.best() - 1), weights(net));
        assertTrue(r.epochs().stream().allMatch(e -> e.validationLoss() >= r.epochs().get(r.best() - 1).validationLoss()));
    }

    @Test
    void stopsAfterTheStepThatRuns() {
        Layer net = Spiral.network(2);
        Trainer[] trainer = new Trainer[1];
        List<Progress> seen = new ArrayList<>();
        trainer[0] = spiral(net).listener(new TrainingListener() {
            @Override
            public void stepDone(Progress p) {
                seen.add(p);
                if (p.epoch() == 2 && p.step() == 2) {
                    trainer[0].stop();
                }
            }
        }).build();
        TrainingResult r = trainer[0].run();
        assertEquals(Ending.STOPPED, r.ending());
        assertEquals(5, r.steps());
        assertEquals(1, r.epochs().size());
        assertEquals(5, seen.size());
        assertThrows(IllegalStateException.class, trainer[0]::run);
    }

    @Test
    void clippingAndPenaltiesReachTheOptimizer() {
        assertEquals(1e-3, moved(b -> b.clipNorm(1e-3)), 1e-6);
        float[] start = weights(Spiral.network(2));
        double most = 1e-3 * Math.sqrt(start.length);
        double byValue = moved(b -> b.clipValue(1e-3));
        assertTrue(byValue < most * 1.0001 && byValue > 0.9 * most, "moved by " + byValue + " of at most " + most);
        double size = 0;
        for (float w : start) {
            size += (double) w * w;
        }
        double free = moved(b -> b);
        assertTrue(moved(b -> b.l2(10)) > 5 * Math.sqrt(size) && free < 2, "moved by " + free + " without a penalty");
        assertTrue(moved(b -> b.l1(10)) > 5 * Math.sqrt(size));
    }

    /** How far one step of plain descent with rate 1 takes the weights. */
    private static double moved(UnaryOperator<TrainerBuilder> more) {
        Layer net = Spiral.network(2);
        float[] before = weights(net);
        more.apply(Trainer.of(net, DATA).optimizer("sgd").learningRate(1).batchSize(96).epochs(1)).build().run();
        float[] after = weights(net);
        double squares = 0;
        for (int i = 0; i < after.length; i++) {
            squares += Math.pow(after[i] - before[i], 2);
        }
        return Math.sqrt(squares);
    }

    @Test
    void tellsListenersInOrder() {
        List<String> told = new ArrayList<>();
        spiral(Spiral.network(1)).epochs(2).batchSize(48).readEvery(1).listener(new TrainingListener() {
            @Override
            public void started(Trainer t) {
                told.add("started");
            }

            @Override
            public void stepDone(Progress p) {
                told.add(p.epoch() + "." + p.step() + "/" + p.stepsPerEpoch() + (p.loss() > 0 ? "" : " no loss"));
                assertEquals((p.epoch() - 1 + p.step() / 2.0) / 2, p.done());
            }

            @Override
            public void epochDone(EpochResult r) {
                told.add("epoch " + r.epoch());
            }

            @Override
            public void finished(TrainingResult r) {
                told.add("finished");
            }
        }).build().run();
        assertEquals(List.of("started", "1.1/2", "1.2/2", "epoch 1", "2.1/2", "2.2/2", "epoch 2", "finished"), told);
    }

    @Test
    void aLossThatIsNoNumberEndsWithSoundWeights() {
        Layer net = Network.of(2, 2).withHidden(8).build(2);
        TrainerBuilder wild = spiral(net).optimizer("sgd").learningRate(1e15).readEvery(2);
        var e = assertThrows(NumericalFailure.class, () -> wild.build().run());
        assertTrue(e.getMessage().contains("of epoch 1") && e.getMessage().contains("lower the learning rate"), e.getMessage());
        for (float w : weights(net)) {
            assertTrue(Float.isFinite(w));
        }
    }

    @Test
    void memoryStaysFlat() {
        long[] live = new long[4];
        spiral(Spiral.network(1)).epochs(4).validation(DATA).listener(new TrainingListener() {
            @Override
            public void epochDone(EpochResult r) {
                Unscoped.collect(); // what tests before this one left would be found some time
                live[r.epoch() - 1] = Devices.current().liveBytes();
            }
        }).build().run();
        assertTrue(live[3] <= live[1], () -> live[1] + " bytes, then " + live[3]);
    }

    @Test
    void wrongSettingsAreRefusedBeforeTheFirstStep() {
        Layer net = Spiral.network(1);
        refused("a batch of 97 of 96 samples", () -> spiral(net).batchSize(97).build());
        refused("batch size is 1 or more", () -> spiral(net).batchSize(0));
        refused("did you mean 'adam'?", () -> spiral(net).optimizer("adm"));
        refused("did you mean 'cosine'?", () -> spiral(net).schedule("cosin"));
        refused("there are no samples", () -> new Dataset(Tensor.zeros(0, 2), Tensor.of(new int[0], 0)));
        refused("got 2 and 3", () -> new Dataset(Tensor.zeros(2, 2), Tensor.of(new int[3], 3)));
        Dataset strange = new Dataset(Tensor.of(new float[] {1, Float.NaN}, 1, 2), Tensor.of(new int[1], 1));
        refused("1 of the inputs are NaN", () -> Trainer.of(net, strange).batchSize(1).build());
        Dataset wide = new Dataset(Tensor.zeros(1, 3), Tensor.of(new int[1], 1));
        refused("got 3 and 2", () -> Trainer.of(net, wide).batchSize(1).build());
        Dataset label = new Dataset(Tensor.zeros(2, 2), Tensor.of(new int[] {0, 2}, 2));
        refused("labels are 0 to 1, got 2", () -> Trainer.of(net, label).batchSize(1).build());
        refused("labels are 0 to 1, got 2", () -> spiral(net).validation(label).build());
        refused("inputs are float32, the network's parameters float64",
                () -> spiral(Network.of(2, 2).withType(DType.FLOAT64).build(1)).build());
        refused("there are no parameters", () -> Trainer.of((x, mode) -> x, DATA).batchSize(1).build());
    }

    private static void refused(String message, Executable wrong) {
        var e = assertThrows(IllegalArgumentException.class, wrong);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
