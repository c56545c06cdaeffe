package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.benchmarks.harness.Ratio;
import dev.ricci.benchmarks.harness.Report;
import dev.ricci.benchmarks.harness.Row;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.benchmarks.harness.Timing;
import dev.ricci.benchmarks.peers.Copy;
import dev.ricci.benchmarks.peers.DeviceCopy;
import dev.ricci.benchmarks.peers.FmaPeak;
import dev.ricci.benchmarks.peers.JavaPeers;
import dev.ricci.benchmarks.peers.Peers;
import dev.ricci.benchmarks.peers.TorchPeer;
import dev.ricci.benchmarks.peers.Traffic;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** What all suites share: the device under test, the peers, how long to measure, and where rows go. */
public final class Bench implements AutoCloseable {
    private static final int PEAK_TRIES = 200;
    private static final int PEAK_TRIES_QUICK = 2;

    private final String name;
    private final Backend device;
    private final Pool pool;
    private final Peers peers;
    private final boolean quick;
    private final String only;
    private final Report report;
    private double peak = Double.NaN;

    /**
     * Opens a device and makes it that of new tensors.
     *
     * @param name of the device, as in {@code --device}
     * @param threads for ours and every peer alike; 0 for all processors
     * @param peers PyTorch and others
     * @param quick tiny sizes and short turns: what is measured, not figures
     * @param only rows whose first column holds this text, or one of several with | between; all where it is empty
     */
    public Bench(String name, int threads, Peers peers, boolean quick, String only, Report report) {
        int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        this.name = name;
        this.device = Devices.open(name, new DeviceOptions(all, 0));
        this.pool = new Pool(all);
        this.peers = peers;
        this.quick = quick;
        this.only = only;
        this.report = report;
        Devices.use(device);
    }

    public Backend device() {
        return device;
    }

    /** Whether the device under test is the CPU, beside which other programs of the CPU can be measured. */
    public boolean isCpu() {
        return device.name().equals("cpu");
    }

    /** As many threads as the device has, for the peers that need them lent. */
    public Pool pool() {
        return pool;
    }

    public int threads() {
        return pool.threads();
    }

    public Report report() {
        return report;
    }

    /** OpenBLAS, where it is on the class path. */
    public Optional<OpenBlas> blas() {
        return OpenBlas.find();
    }

    /** A size, or the small one that stands for it in a quick run. */
    public int size(int full, int small) {
        return quick ? small : full;
    }

    /** Whether rows of this name are wanted. */
    boolean wants(String what) {
        return Arrays.stream(only.split("\\|", -1)).anyMatch(what::contains);
    }

    Timing timing() {
        return quick ? Timing.QUICK : Timing.FULL;
    }

    /** Whether the device under test is a real GPU, on which PyTorch can run, too. */
    boolean isCuda() {
        return device.name().equals("cuda");
    }

    /** A second device like the one under test, which reads its settings anew. */
    Backend openAnother() {
        return Devices.open(name, new DeviceOptions(threads(), 0));
    }

    /** A target of the CPU's, which says nothing of another device. */
    Target onCpu(Target target) {
        return isCpu() ? target : Target.NONE;
    }

    /** Normal numbers, float32, the same in every run. */
    public Tensor normal(int... shape) {
        return new Generator(7).normal(DType.FLOAT32, shape);
    }

    /** Ours alone, against an absolute target. */
    public void alone(String what, Subject ours, Target target, double floor) {
        if (wants(what)) {
            report.add(Row.of(what, "", Ratio.alone(ours, timing())).target(target).floor(floor));
        }
    }

    /** Against a peer of this name. */
    public void against(String what, Subject ours, String name, Subject peer, Target target, double floor) {
        if (wants(what)) {
            report.add(Row.of(what, name, Ratio.of(ours, peer, timing())).target(target).floor(floor));
        }
    }

    /**
     * Against a copy that moves the same bytes, whose time is the floor: the host's, with as many threads, in whole parts; or the
     * device's own.
     *
     * @return the floor's seconds; NaN where the row is left out
     */
    public double againstCopy(String what, Subject ours, long traffic, Target target) {
        return isCpu()
                ? againstCopy(what, ours, "copy, whole parts", Copy.whole(pool, traffic), target)
                : againstCopy(what, ours, "copy on the device", new DeviceCopy(device, traffic), target);
    }

    /** The same against the host's copy in small pieces, which writes through the caches as our loops do; on the CPU only. */
    public void againstPieces(String what, Subject ours, long traffic, Target target) {
        if (isCpu()) {
            againstCopy(what, ours, "copy, small pieces", Copy.pieces(pool, traffic), target);
        }
    }

    private double againstCopy(String what, Subject ours, String name, Traffic copy, Target target) {
        try (copy) {
            if (!wants(what)) {
                return Double.NaN;
            }
            Ratio r = Ratio.of(ours, copy, timing());
            report.add(Row.of(what, name, r).target(target).floor(r.other()));
            return r.other();
        }
    }

    /** Against a case of PyTorch's, where there is PyTorch. */
    public void againstTorch(String what, Subject ours, String label, String name, Target target, double floor) {
        peers.torch().ifPresent(t -> against(what, ours, label, t.work(name), target, floor));
    }

    /** The same in short turns, and ours alone where there is no PyTorch. */
    void briefly(String what, Subject ours, String name, Timing turns) {
        Timing timing = quick ? Timing.QUICK : turns;
        report.add(peers.torch().map(t -> Row.of(what, "PyTorch", Ratio.of(ours, t.work(name), timing)))
                .orElseGet(() -> Row.of(what, "", Ratio.alone(ours, timing))));
    }

    public boolean hasTorch() {
        return peers.torch().isPresent();
    }

    /** PyTorch, where there is one. */
    Optional<TorchPeer> torch() {
        return peers.torch();
    }

    /** ND4J and EJML, where they run. */
    Optional<JavaPeers> javaPeers() {
        return peers.java();
    }

    /** These turns, or the shortest in a quick run. */
    Timing turns(Timing full) {
        return quick ? Timing.QUICK : full;
    }

    /** Against a case of ND4J's or EJML's, where they run. */
    void againstJava(String what, Subject ours, String label, String name, Target target) {
        peers.java().ifPresent(j -> against(what, ours, label, j.work(name), target, Double.NaN));
    }

    /** The seconds that so many float32 operations take at the processor's peak; NaN without the Vector API, and on other devices. */
    public double arithmetic(double operations) {
        if (isCpu() && Double.isNaN(peak) && VectorApi.present()) {
            peak = FmaPeak.flops(pool, quick ? PEAK_TRIES_QUICK : PEAK_TRIES);
            report.note(String.format("peak: %.0f GFLOP/s, float32 fused multiply-adds on registers, %d threads", peak * 1e-9, threads()));
        }
        return operations / peak;
    }

    @Override
    public void close() {
        pool.close();
        device.close();
    }
}
