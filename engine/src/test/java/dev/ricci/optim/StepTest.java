package dev.ricci.optim;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Unscoped;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void aRecordedStepEqualsTheEagerOne() {
        Fit eager = new Fit(DType.FLOAT64);
        Optimizer o = Optimizer.of(new Adam(), eager.parameters);
        eager.steps(o, 4);
        double lossBeforeLast = eager.loss().item();
        eager.steps(o, 1);

        Fit recorded = new Fit(DType.FLOAT64);
        Optimizer p = Optimizer.of(new Adam(), recorded.parameters);
        try (Step step = Step.record(Devices.current(), () -> {
            Tensor loss = recorded.loss();
            p.step(Gradients.of(loss));
            return loss;
        })) {
            for (int i = 1; i < 5; i++) {
                step.run();
            }
            assertArrayEquals(eager.values(), recorded.values());
            assertEquals(lossBeforeLast, step.result().item());
        }
    }

    @Test
    void memoryStaysFlat() {
        Fit fit = new Fit(DType.FLOAT32);
        Optimizer o = Optimizer.of(new Momentum(), fit.parameters);
        try (Step step = Step.record(Devices.current(), () -> {
            Tensor loss = fit.loss();
            o.step(Gradients.of(loss));
            return loss;
        })) {
            step.run();
            Unscoped.collect(); // what tests before this one left would be found some time
            long before = Devices.current().liveBytes();
            for (int i = 0; i < 20; i++) {
                step.run();
            }
            long after = Devices.current().liveBytes();
            assertTrue(after <= before, () -> before + " bytes, then " + after);
        }
    }

    @Test
    void aStepThatGivesNothingIsRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Step.record(Devices.current(), () -> null));
        assertEquals("record: the step gives null; give a tensor, such as the loss", e.getMessage());
    }
}
