package dev.ricci.benchmarks.soak;

import dev.ricci.backend.Devices;
import dev.ricci.data.Dataset;
import dev.ricci.data.Scaling;
import dev.ricci.data.SyntheticDigits;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Network;
import dev.ricci.train.EpochResult;
import dev.ricci.train.Trainer;
import dev.ricci.train.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Trains a network on drawn digits for a time, as {@code ricci train} does, and watches memory after each stretch of epochs.
 *
 * <p>{@code ./ricci bench soak 10} runs ten minutes. It fails where the last quarter needs more than the second: live bytes by
 * anything, the heap and the process by more than a quarter.
 */
public final class Soak implements TrainingListener {
    private static final int IMAGES = 12_000;
    private static final double ALLOWED = 1.25;
    private static final int SAMPLES = 20;

    private final PrintWriter out;
    private final long nanos;
    private final long start = System.nanoTime();
    private final List<MemoryUse> seen = new ArrayList<>();
    private Trainer trainer;
    private int epochs;

    private Soak(PrintWriter out, Duration time) {
        this.out = out;
        this.nanos = time.toNanos();
    }

    /**
     * Runs for a time.
     *
     * @return 0 where memory stayed flat, 1 where it grew
     */
    public static int run(PrintWriter out, Duration time) {
        return new Soak(out, time).run();
    }

    private int run() {
        out.println(Devices.current().describe());
        out.println("  time   epochs        live        heap     process");
        Dataset digits = Dataset.of(SyntheticDigits.train(IMAGES, 7), Scaling.UNIT);
        Layer network = Network.of(784, 10).withHidden(128, 64).withDropout(0.1).build(1);
        Trainer.of(network, digits).validation(digits.take(2000)).schedule("constant").epochs(Integer.MAX_VALUE / 1000).listener(this)
                .build().run();
        return verdict();
    }

    @Override
    public void started(Trainer t) {
        trainer = t;
    }

    @Override
    public void epochDone(EpochResult result) {
        epochs++;
        long now = System.nanoTime() - start;
        if (now < nanos / SAMPLES * (seen.size() + 1)) {
            return;
        }
        MemoryUse use = MemoryUse.now(Devices.current());
        seen.add(use);
        out.printf(Locale.ROOT, "%5.0f s %8d %s %s %s%n", now / 1e9, epochs, text(use.live()), text(use.heap()), text(use.process()));
        out.flush();
        if (now >= nanos) {
            trainer.stop();
        }
    }

    /** The second quarter is warm; the last is what it has come to. */
    private int verdict() {
        int quarter = Math.max(1, seen.size() / 4);
        List<MemoryUse> early = seen.subList(Math.min(quarter, seen.size() - 1), Math.min(2 * quarter, seen.size()));
        List<MemoryUse> late = seen.subList(seen.size() - quarter, seen.size());
        boolean flat = largest(late, MemoryUse::live) <= largest(early, MemoryUse::live)
                && largest(late, MemoryUse::heap) <= ALLOWED * largest(early, MemoryUse::heap)
                && least(late, MemoryUse::process) <= ALLOWED * least(early, MemoryUse::process);
        out.println(flat ? "memory stayed flat over " + epochs + " epochs" : "memory grew; look for its owner with -Dricci.leaks=true");
        return flat ? 0 : 1;
    }

    private static long largest(List<MemoryUse> of, ToLongFunction<MemoryUse> what) {
        return of.stream().mapToLong(what).max().orElse(0);
    }

    /** The collector takes and gives memory as it likes: what the process never goes below is what it needs. */
    private static long least(List<MemoryUse> of, ToLongFunction<MemoryUse> what) {
        return of.stream().mapToLong(what).min().orElse(0);
    }

    private static String text(long bytes) {
        return String.format(Locale.ROOT, "%7.1f MiB", bytes / (double) (1 << 20));
    }
}
