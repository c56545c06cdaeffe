package dev.ricci.optim;

import dev.ricci.backend.Choice;
import java.util.List;
import java.util.function.LongFunction;

/** The usual schedules, and their names. */
public final class Schedules {
    private static final double WARM_UP = 0.05;

    private static final Choice<LongFunction<Schedule>> ALL = new Choice<LongFunction<Schedule>>("schedule")
            .with("constant", _ -> constant())
            .with("step", total -> step(Math.max(1, total / 3), 0.1))
            .with("exponential", total -> exponential(Math.pow(0.01, 1.0 / Math.max(1, total))))
            .with("cosine", total -> cosine(total, 0))
            .with("warmup", total -> constant().afterWarmUp(warmUp(total)))
            .with("warmup-cosine", total -> cosine(total - warmUp(total), 0).afterWarmUp(warmUp(total)));

    private Schedules() {}

    /**
     * A schedule for a number of steps: step falls to a tenth at each third, exponential to a hundredth at the end, cosine to 0; the
     * two with warm-up rise over the first twentieth.
     *
     * @throws IllegalArgumentException for an unknown name, with the known ones and the nearest guess
     */
    public static Schedule named(String name, long totalSteps) {
        return ALL.named(name).apply(totalSteps);
    }

    public static List<String> names() {
        return ALL.names();
    }

    private static long warmUp(long total) {
        return Math.round(WARM_UP * total);
    }

    public static Schedule constant() {
        return _ -> 1;
    }

    /** Multiplied by a factor after every so many steps. */
    public static Schedule step(long every, double factor) {
        Ranges.positive("schedule: steps", every);
        Ranges.positive("schedule: factor", factor);
        return t -> Math.pow(factor, t / every);
    }

    /** Multiplied by a factor after each step. */
    public static Schedule exponential(double factor) {
        Ranges.positive("schedule: factor", factor);
        return t -> Math.pow(factor, t);
    }

    /** From 1 down to a floor along half a cosine, then the floor (Loshchilov and Hutter 2017, one cycle). */
    public static Schedule cosine(long steps, double floor) {
        Ranges.notNegative("schedule: steps", steps);
        Ranges.notNegative("schedule: floor", floor);
        return t -> t >= steps ? floor : floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * t / steps));
    }
}
