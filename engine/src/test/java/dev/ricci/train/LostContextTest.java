package dev.ricci.train;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.driver.Emulation;
import dev.ricci.nn.Sequential;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GPU whose context is lost in the middle of a training: nothing dies, and the last checkpoint goes on to the same bits. */
class LostContextTest {
    private static final int LAUNCH_FAILED = 719;

    @TempDir private Path folder;

    private static <T> T onSecondDevice(Supplier<T> work) {
        Backend before = Devices.current();
        Backend second = Devices.open("emulated", new DeviceOptions(0, 1));
        Devices.use(second);
        try {
            return work.get();
        } finally {
            Devices.use(before);
            second.close();
        }
    }

    private static float[] weights(Sequential network) {
        Tensor[] flat = network.parameters().values().stream().map(p -> p.value().detach().flatten(0)).toArray(Tensor[]::new);
        return Shaping.concat(0, flat).toFloats();
    }

    private TrainerBuilder training(Sequential network) {
        return Trainer.of(network, Spiral.samples(40, 1)).batchSize(16).epochs(4).seed(4);
    }

    private Trainer[] saving(TrainerBuilder builder, Path file) {
        Trainer[] trainer = new Trainer[1];
        trainer[0] = builder.listener(new TrainingListener() {
            @Override
            public void epochDone(EpochResult r) {
                try {
                    trainer[0].save(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }).build();
        return trainer;
    }

    @Test
    void theLastCheckpointGoesOn() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device is made to fail");
        Path file = folder.resolve("epochs.safetensors");
        float[] unbroken = onSecondDevice(() -> {
            Sequential network = Spiral.network(2);
            training(network).build().run();
            return weights(network);
        });
        String said = onSecondDevice(() -> {
            Trainer trainer = saving(training(Spiral.network(2)), file)[0];
            Emulation.fail("cuGraphLaunch", LAUNCH_FAILED, 4); // in the third of four epochs: each replays two steps, the first but one
            return assertThrows(IllegalStateException.class, trainer::run).getMessage();
        });
        assertTrue(said.startsWith("cuda: the device's context is lost: CUDA_ERROR_LAUNCH_FAILED") && said.contains("--resume"), said);
        Emulation.revive(1);
        float[] resumed = onSecondDevice(() -> {
            Sequential network = Spiral.network(7);
            Trainer trainer = training(network).build();
            try {
                trainer.resume(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            TrainingResult result = trainer.run();
            assertEquals(4, result.epochs().getLast().epoch());
            assertTrue(result.epochs().size() < 4);
            return weights(network);
        });
        assertArrayEquals(unbroken, resumed);
    }
}
