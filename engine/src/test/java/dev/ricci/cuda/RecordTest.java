package dev.ricci.cuda;

import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What can be recorded is replayed with the bits of an eager run; what cannot is refused with advice. */
class RecordTest {
    private final Backend device = CudaUnderTest.device();
    private Backend before;

    @BeforeEach
    void use() {
        before = Devices.current();
        Devices.use(device);
    }

    @AfterEach
    void restore() {
        Devices.use(before);
    }

    private static Tensor vector(float... values) {
        return Tensor.of(values, values.length);
    }

    private void refused(String message, Executable step) {
        String said = assertThrows(IllegalStateException.class, () -> device.record(() -> {
            try {
                step.execute();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        })).getMessage();
        assertTrue(said.startsWith(message), said);
        assertEquals(6, vector(1f, 2f, 3f).sum().item()); // the device goes on
    }

    @Test
    void aReplayGoesOnFromWhatTheDeviceHolds() {
        Parameter p = new Parameter(vector(1f, 2f, 3f));
        try (Replay twice = device.record(() -> p.update(X.mul(2)))) {
            assertArrayEquals(new float[] {2, 4, 6}, p.value().toFloats());
            twice.run();
            twice.run();
            assertArrayEquals(new float[] {8, 16, 24}, p.value().toFloats());
        }
    }

    @Test
    void newNumbersInParametersAreSeen() {
        Parameter in = new Parameter(vector(1f, 2f));
        Parameter out = new Parameter(vector(0f));
        try (Replay r = device.record(() -> {
            try (Scope _ = Scope.open()) {
                out.set(in.value().detach().square().sum().reshape(1));
            }
        })) {
            in.set(3f, 4f);
            r.run();
            assertEquals(25, out.value().item());
        }
    }

    @Test
    void eachReplayDrawsNewNumbers() {
        Generator generator = new Generator(5);
        Parameter drawn = new Parameter(vector(new float[8]));
        Generator eager = new Generator(5);
        try (Replay r = device.record(() -> {
            try (Scope _ = Scope.open()) {
                drawn.set(generator.uniform(DType.FLOAT32, 8));
            }
        })) {
            assertArrayEquals(eager.uniform(DType.FLOAT32, 8).toFloats(), drawn.value().toFloats());
            r.run();
            assertArrayEquals(eager.uniform(DType.FLOAT32, 8).toFloats(), drawn.value().toFloats());
            r.run();
            assertArrayEquals(eager.uniform(DType.FLOAT32, 8).toFloats(), drawn.value().toFloats());
        }
    }

    @Test
    void memoryOfARecordingIsNobodyElsesWhileItLives() {
        Parameter in = new Parameter(vector(1f, 2f, 3f, 4f));
        Parameter out = new Parameter(vector(0f));
        try (Replay r = device.record(() -> {
            try (Scope _ = Scope.open()) {
                out.set(in.value().detach().exp().log().sum().reshape(1));
            }
        })) {
            try (Scope _ = Scope.open()) { // would get the addresses of exp and log
                for (int i = 0; i < 50; i++) {
                    vector(9f, 9f, 9f, 9f).add(i);
                }
                Tensor kept = vector(7f, 7f, 7f, 7f).mul(1);
                r.run();
                assertEquals(10, out.value().item(), 1e-5);
                assertArrayEquals(new float[] {7, 7, 7, 7}, kept.toFloats());
            }
        }
    }

    @Test
    void aTensorThatIsUsedByARecordingKeepsItsMemory() {
        Parameter out = new Parameter(vector(0f));
        Replay r;
        try (Scope _ = Scope.open()) {
            Tensor in = vector(1f, 2f, 3f).mul(1);
            r = device.record(() -> out.set(in.sum().reshape(1)));
        }
        try (Scope _ = Scope.open()) {
            for (int i = 0; i < 50; i++) {
                vector(9f, 9f, 9f).add(i);
            }
            r.run();
            assertEquals(6, out.value().item());
        }
        r.close();
    }

    @Test
    void closingGivesTheMemoryBack() {
        Parameter p = new Parameter(vector(new float[1000]));
        dev.ricci.backend.Unscoped.collect();
        long live = device.liveBytes();
        for (int i = 0; i < 3; i++) {
            try (Replay r = device.record(() -> {
                try (Scope _ = Scope.open()) {
                    p.set(p.value().detach().add(1));
                }
            })) {
                r.run();
            }
        }
        assertTrue(device.liveBytes() <= live, () -> live + " before, " + device.liveBytes() + " after");
        assertEquals(6, p.value().toFloats()[999]);
    }

    @Test
    void whatCannotBeReplayedIsRefused() {
        Parameter p = new Parameter(vector(1f, 2f));
        refused("record: the step reads numbers back", () -> p.value().sum().item());
        refused("record: the step copies numbers of the host", () -> p.set(3f, 4f));
        refused("record: the step waits for the device", device::finish);
        refused("record: the step gives memory back", device::trim);
        refused("record: another step is being recorded by this thread", () -> device.record(() -> p.update(X.add(1))));
        try (Replay inner = device.record(() -> p.update(X.add(1)))) {
            refused("replay: a recorded step cannot be part of another", inner::run);
        }
    }

    @Test
    void aClosedRecordingSaysSo() {
        Parameter p = new Parameter(vector(1f));
        Replay r = device.record(() -> p.update(X.add(1)));
        r.close();
        r.close();
        assertTrue(assertThrows(IllegalStateException.class, r::run).getMessage().startsWith("replay: this recording has been closed"));
    }

    @Test
    void anotherRecordingMayEndWhileOneIsMade() {
        Parameter p = new Parameter(vector(1f));
        Replay first = device.record(() -> p.update(X.add(1)));
        Replay[] old = {null, first};
        int[] runs = new int[1];
        try (Replay r = device.record(() -> {
            p.update(X.mul(3));
            if (old[runs[0]] != null) {
                old[runs[0]].close();
            }
            runs[0]++;
            p.update(X.add(1));
        })) {
            r.run();
            assertEquals(22, p.value().item()); // 2, 7, 22
        }
    }

    @Test
    void anErrorOfTheStepComesOutAndEndsTheRecording() {
        int[] runs = new int[1];
        Tensor two = vector(1f, 2f);
        Tensor three = vector(1f, 2f, 3f);
        assertThrows(IllegalArgumentException.class, () -> device.record(() -> {
            if (runs[0]++ > 0) {
                two.add(three);
            }
        }));
        assertEquals(3, vector(1f, 2f).sum().item());
    }
}
