package dev.ricci.benchmarks.harness;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * How much faster ours is than another: both are warmed up, then take turns.
 *
 * <p>On a machine with nothing else to do the median and the best agree. Where others take the processor away now and then, the best
 * turns are those that were left alone.
 *
 * @param ours seconds of one time, the median of all turns
 * @param other seconds of one time, the median of all turns
 * @param median of the rounds' ratios other / ours: above 1 where ours is faster
 * @param low the first quartile of the rounds' ratios
 * @param high the third quartile
 * @param best the shortest of the other's turns by the shortest of ours
 * @param rounds how many
 */
public record Ratio(double ours, double other, double median, double low, double high, double best, int rounds) {

    /** Measures; who goes first alternates from round to round. */
    public static Ratio of(Subject ours, Subject other, Timing timing) {
        double[] estimates = new double[2];
        Subject[] both = {ours, other};
        for (int side = 0; side < 2; side++) {
            Subject s = both[side];
            estimates[side] = taken(s, () -> timing.warmUp(s));
        }
        double[][] seconds = new double[2][timing.rounds()];
        double spent = 0;
        int round = 0;
        while (!timing.isOver(round, spent)) {
            for (int turn = 0; turn < 2; turn++) {
                int side = (turn + round) % 2;
                long times = timing.times(estimates[side]);
                seconds[side][round] = turn(both[side], times) / times;
                spent += seconds[side][round] * times;
            }
            round++;
        }
        return of(Arrays.copyOf(seconds[0], round), Arrays.copyOf(seconds[1], round));
    }

    /** From the seconds of each round. */
    static Ratio of(double[] ours, double[] other) {
        int n = ours.length;
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            ratios[i] = other[i] / ours[i];
        }
        double best = quantile(other, 0) / quantile(ours, 0);
        return new Ratio(quantile(ours, 0.5), quantile(other, 0.5), quantile(ratios, 0.5), quantile(ratios, 0.25),
                quantile(ratios, 0.75), best, n);
    }

    /** Ours alone, where there is nothing to compare with. */
    public static Ratio alone(Subject ours, Timing timing) {
        Ratio r = of(ours, ours, timing);
        return new Ratio(r.ours, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, r.rounds);
    }

    private static double turn(Subject s, long times) {
        return taken(s, () -> {
            s.seconds((times + 1) / 2); // wakes threads and brings data near
            return s.seconds(times);
        });
    }

    private static double taken(Subject s, DoubleSupplier work) {
        s.enter();
        try {
            return work.getAsDouble();
        } finally {
            s.leave();
            settle(s.settleMillis());
        }
    }

    private static void settle(long millis) {
        if (millis == 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("benchmark: interrupted", e);
        }
    }

    /** The value below which a part of the values lies, between neighbours in proportion. */
    static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = part * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
