package dev.ricci.benchmarks.harness;

/**
 * How long to measure.
 *
 * @param rounds turns of each side, at most
 * @param turnSeconds what a turn takes at least
 * @param warmUpSeconds what each side runs before it is measured, at least
 * @param roundsSeconds after which no further round is begun, though there are never fewer than three
 */
public record Timing(int rounds, double turnSeconds, double warmUpSeconds, double roundsSeconds) {
    public static final Timing FULL = new Timing(41, 0.02, 1.0, 4);

    /** For a look at what is measured, not for figures. */
    public static final Timing QUICK = new Timing(3, 1e-5, 1e-4, 0.01);

    private static final int FEWEST = 3;
    private static final double STABLE = 0.97;
    private static final double PATIENCE = 8;

    boolean isOver(int round, double seconds) {
        return round >= rounds || round >= FEWEST && seconds > roundsSeconds;
    }

    /** Runs the subject until it has got no faster for half the time of warming up, and gives the seconds of one time. */
    double warmUp(Subject s) {
        long times = 1;
        double best = Double.POSITIVE_INFINITY;
        double spent = 0;
        double better = 0;
        while (spent < warmUpSeconds || spent - better < warmUpSeconds / 2 && spent < PATIENCE * warmUpSeconds) {
            double all = s.seconds(times);
            spent += all;
            double one = all / times;
            better = one < STABLE * best ? spent : better;
            best = Math.min(best, one);
            times = times(best);
        }
        return best;
    }

    /** How often a work of so many seconds is done in a turn. */
    long times(double seconds) {
        return (long) Math.clamp(Math.ceil(turnSeconds / Math.max(seconds, 1e-9)), 1, 1e9);
    }
}
