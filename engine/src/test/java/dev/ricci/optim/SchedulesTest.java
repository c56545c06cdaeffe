package dev.ricci.optim;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static void at(Schedule s, double[]... stepAndFactor) {
        for (double[] p : stepAndFactor) {
            assertEquals(p[1], s.factor((long) p[0]), 1e-12, "step " + p[0]);
        }
    }

    @Test
    void closedForms() {
        at(Schedules.constant(), new double[] {0, 1}, new double[] {1e9, 1});
        at(Schedules.step(10, 0.5), new double[] {0, 1}, new double[] {9, 1}, new double[] {10, 0.5}, new double[] {35, 0.125});
        at(Schedules.exponential(0.9), new double[] {0, 1}, new double[] {3, 0.729});
        at(Schedules.cosine(100, 0), new double[] {0, 1}, new double[] {25, (1 + Math.sqrt(0.5)) / 2}, new double[] {50, 0.5},
                new double[] {100, 0}, new double[] {500, 0});
        at(Schedules.cosine(10, 0.2), new double[] {0, 1}, new double[] {5, 0.6}, new double[] {10, 0.2});
    }

    @Test
    void warmUpRisesInEvenPartsAndHandsOver() {
        at(Schedules.cosine(10, 0).afterWarmUp(4), new double[] {0, 0.25}, new double[] {3, 1}, new double[] {4, 1}, new double[] {9, 0.5},
                new double[] {14, 0});
        at(Schedules.constant().afterWarmUp(0), new double[] {0, 1});
    }

    @Test
    void namedOnesFitTheNumberOfSteps() {
        for (String name : Schedules.names()) {
            for (long total : new long[] {0, 1, 7, 300}) {
                Schedule s = Schedules.named(name, total);
                for (long t = 0; t <= total; t++) {
                    assertTrue(s.factor(t) >= 0 && s.factor(t) <= 1, name + " at " + t + " of " + total);
                }
            }
        }
        at(Schedules.named("step", 300), new double[] {99, 1}, new double[] {100, 0.1}, new double[] {200, 0.01});
        at(Schedules.named("exponential", 300), new double[] {300, 0.01}, new double[] {150, 0.1});
        at(Schedules.named("warmup-cosine", 300), new double[] {14, 1}, new double[] {300, 0});
        at(Schedules.named("warmup", 300), new double[] {0, 1.0 / 15}, new double[] {299, 1});
        assertThrows(IllegalArgumentException.class, () -> Schedules.named("cosinus", 10));
        assertThrows(IllegalArgumentException.class, () -> Schedules.step(0, 0.5));
    }
}
