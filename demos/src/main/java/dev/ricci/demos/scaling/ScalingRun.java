package dev.ricci.demos.scaling;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.data.ImageSet;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.ProgressBar;
import dev.ricci.demos.report.Axis;
import dev.ricci.learn.Pca;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/** All measurements of the demo, on every device given. */
public final class ScalingRun {
    private static final int USUAL_WIDTH = 256;
    private static final int USUAL_BATCH = 128;
    private static final int[] WIDTHS = {32, 64, 128, 256, 512, 1024};
    private static final int[] BATCHES = {8, 32, 128, 512, 2048};
    private static final int[] SAMPLES = {500, 1000, 2000, 4000, 8000};
    private static final String RATE = "samples a second";

    private final List<Backend> devices;
    private final ImageSet images;
    private final Console console;
    private final Interrupts interrupts;
    private final TrainingSpeed training;
    private final PcaSpeed components;

    /** @param seconds for each measurement */
    public ScalingRun(List<Backend> devices, ImageSet images, double seconds, Console console, Interrupts interrupts) {
        this.devices = devices;
        this.images = images;
        this.console = console;
        this.interrupts = interrupts;
        training = new TrainingSpeed(seconds);
        components = new PcaSpeed(seconds);
    }

    /** Measures; after Ctrl-C, only what was begun. */
    public List<Scan> run() {
        devices.forEach(training::warmUp);
        List<Scan> scans = new ArrayList<>();
        scans.add(new Scan("Network width", "A wider hidden layer means more work for each sample, in larger products that hardware "
                + "does faster. 784-w-10, batch " + USUAL_BATCH + ".",
                "hidden units", Axis.Form.PLAIN, RATE, Axis.Form.COUNT,
                over("width", WIDTHS, (device, width) -> training.samplesPerSecond(device, width, USUAL_BATCH))));
        scans.add(new Scan("Arithmetic", "The same measurement as useful floating-point operations: how much of the hardware the "
                + "products reach.",
                "hidden units", Axis.Form.PLAIN, "operations a second", Axis.Form.COUNT,
                scans.getFirst().points().stream()
                        .map(m -> new Measurement(m.device(), m.x(), m.y() * TrainingSpeed.flopsPerSample((int) m.x())))
                        .toList()));
        scans.add(new Scan("Batch", "Larger batches read the weights once for more samples, until the arithmetic itself is the limit. "
                + "784-"
                + USUAL_WIDTH + "-10.",
                "batch", Axis.Form.PLAIN, RATE, Axis.Form.COUNT,
                over("batch", BATCHES, (device, batch) -> training.samplesPerSecond(device, USUAL_WIDTH, batch))));
        scans.add(threads());
        scans.add(data());
        return scans.stream().filter(s -> !s.points().isEmpty()).toList();
    }

    private List<Measurement> over(String what, int[] sizes, ToDoubleBiFunction<Backend, Integer> measure) {
        List<Measurement> points = new ArrayList<>();
        try (ProgressBar bar = new ProgressBar(console, "measuring " + what, (long) sizes.length * devices.size(), "points")) {
            for (Backend device : devices) {
                for (int size : sizes) {
                    if (!interrupts.requested()) {
                        points.add(new Measurement(device.name(), size, measure.applyAsDouble(device, size)));
                        bar.advance(1);
                    }
                }
            }
        }
        return points;
    }

    private Scan threads() {
        List<Measurement> points = new ArrayList<>();
        int most = Runtime.getRuntime().availableProcessors();
        for (int threads = 1; threads <= most && !interrupts.requested(); threads = next(threads, most)) {
            try (Backend cpu = Devices.open("cpu", new DeviceOptions(threads, 0))) {
                points.add(new Measurement("cpu", threads, training.samplesPerSecond(cpu, 2 * USUAL_WIDTH, 2 * USUAL_BATCH)));
            }
        }
        return new Scan("Threads", "The same step by more threads of the cpu: twice as many are at best twice as fast, and the results "
                + "are the same bits. 784-" + 2 * USUAL_WIDTH + "-10, batch " + 2 * USUAL_BATCH + ".",
                "threads", Axis.Form.PLAIN, RATE, Axis.Form.COUNT, points);
    }

    /** Powers of two, then all processors. */
    private static int next(int threads, int most) {
        return threads == most ? most + 1 : Math.min(2 * threads, most);
    }

    private Scan data() {
        List<Measurement> points = new ArrayList<>();
        for (Pca.Method method : List.of(Pca.Method.SVD, Pca.Method.COVARIANCE, Pca.Method.RANDOMIZED)) {
            String name = method.name().toLowerCase(Locale.ROOT);
            for (Measurement m : over("pca by " + name, sizes(), (device, count) -> components.seconds(device, images, count, method))) {
                points.add(new Measurement(devices.size() > 1 ? name + ", " + m.device() : name, m.x(), m.y()));
            }
        }
        return new Scan("Data size", "The time to find the first components of more and more digits. The covariance pays once for the "
                + "pixels, the singular values pay for every sample, the random projection for few components only.",
                "samples", Axis.Form.COUNT, "time of a PCA", Axis.Form.SECONDS, points);
    }

    private int[] sizes() {
        return java.util.Arrays.stream(SAMPLES).filter(n -> n <= images.count()).toArray();
    }
}
