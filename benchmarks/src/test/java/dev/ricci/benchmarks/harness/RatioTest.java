package dev.ricci.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ratios of subjects whose clocks are made up. */
class RatioTest {
    private static final Timing TIMING = new Timing(5, 1, 2, 1e9);

    @Test
    void theRatioIsOtherByOurs() {
        Ratio r = Ratio.of(times -> 0.1 * times, times -> 0.25 * times, TIMING);
        assertEquals(0.1, r.ours(), 1e-12);
        assertEquals(0.25, r.other(), 1e-12);
        assertEquals(2.5, r.median(), 1e-12);
        assertEquals(2.5, r.low(), 1e-12);
        assertEquals(5, r.rounds());
    }

    @Test
    void ratiosAreOfRoundsSoThatWhatHappensToBothCancels() {
        double[] slow = {1, 3, 2, 10, 1};
        double[] ours = slow.clone();
        double[] other = new double[slow.length];
        for (int i = 0; i < slow.length; i++) {
            other[i] = 2 * slow[i];
        }
        Ratio r = Ratio.of(ours, other);
        assertEquals(2, r.low());
        assertEquals(2, r.median());
        assertEquals(2, r.high());
        assertEquals(2, r.ours());
        assertEquals(2, r.best());
    }

    @Test
    void sidesTakeTurnsAndEachMayGoFirst() {
        List<String> turns = new ArrayList<>();
        Ratio.of(logged("a", turns), logged("b", turns), new Timing(4, 1, 0.5, 1e9));
        assertEquals(List.of("a", "b", "a", "b", "b", "a", "a", "b", "b", "a"), turns);
    }

    private static Subject logged(String name, List<String> turns) {
        return new Subject() {
            @Override
            public double seconds(long times) {
                return times;
            }

            @Override
            public void enter() {
                turns.add(name);
            }
        };
    }

    @Test
    void warmingUpGoesOnWhileItGetsFaster() {
        double[] next = {1};
        double settled = TIMING.warmUp(times -> {
            next[0] = Math.max(0.01, next[0] * 0.9);
            return next[0] * times;
        });
        assertTrue(settled < 0.5, "it stopped at " + settled);
    }

    @Test
    void roundsEndAfterTheirTimeButThereAreThree() {
        Timing t = new Timing(31, 1, 1, 5);
        assertFalse(t.isOver(2, 100));
        assertTrue(t.isOver(3, 100));
        assertFalse(t.isOver(30, 1));
        assertTrue(t.isOver(31, 1));
    }

    @Test
    void shortWorkIsRepeatedLongWorkIsNot() {
        Timing t = new Timing(31, 0.02, 1, 5);
        assertEquals(1, t.times(3));
        assertEquals(20_000, t.times(1e-6));
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        double[] values = {4, 1, 3, 2};
        assertEquals(2.5, Ratio.quantile(values, 0.5));
        assertEquals(1.75, Ratio.quantile(values, 0.25));
        assertEquals(4, Ratio.quantile(values, 1));
        assertEquals(7, Ratio.quantile(new double[] {7}, 0.25));
    }

    @Test
    void targets() {
        Ratio r = Ratio.of(new double[] {2e-7}, new double[] {1e-7});
        assertTrue(Target.within(3e-7).isMetBy(r));
        assertFalse(Target.within(1e-7).isMetBy(r));
        assertTrue(Target.atLeast(0.5).isMetBy(r));
        assertFalse(Target.atLeast(0.51).isMetBy(r));
    }

    @Test
    void unitsKeepThreeDigits() {
        assertEquals("300 ns", Units.seconds(3e-7));
        assertEquals("1.50 ms", Units.seconds(0.0015));
        assertEquals("12.3 s", Units.seconds(12.345));
        assertEquals("", Units.seconds(Double.NaN));
    }
}
