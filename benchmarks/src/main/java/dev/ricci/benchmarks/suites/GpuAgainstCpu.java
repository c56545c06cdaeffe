package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same work on the GPU and on this machine's CPU. */
final class GpuAgainstCpu {
    private GpuAgainstCpu() {}

    static void run(Bench bench) {
        try (Backend cpu = Devices.open("cpu", new DeviceOptions(bench.threads(), 0))) {
            Devices.use(cpu);
            Map<String, Subject> there = works(bench);
            Devices.use(bench.device());
            String label = "CPU, " + bench.threads() + " threads";
            works(bench).forEach((what, ours) -> bench.against(what, ours, label, there.get(what), Target.NONE, Double.NaN));
            recorded(bench, label, there);
        } finally {
            Devices.use(bench.device());
        }
    }

    private static Perceptron perceptron(Bench bench) {
        return new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
    }

    /** On the device of new tensors. */
    private static Map<String, Subject> works(Bench bench) {
        Map<String, Subject> all = new LinkedHashMap<>();
        for (int n : new int[] {bench.size(256, 48), bench.size(1024, 50), bench.size(4096, 52)}) {
            Tensor a = bench.normal(n, n);
            all.put("product " + n + " x " + n, Scoped.each(() -> a.matmul(a)));
        }
        Tensor x = bench.normal(bench.size(10_000_000, 1000));
        all.put("8 operations fused of " + x.size(), Scoped.each(() -> Tensor.map(ElementwiseSuite.EIGHT, x)));
        Tensor rows = bench.normal(bench.size(4096, 16), bench.size(1024, 20));
        all.put("softmax " + rows.size(0) + " x " + rows.size(1), Scoped.each(() -> rows.softmax(1)));
        Perceptron p = perceptron(bench);
        all.put("step " + p, Scoped.each(p::step));
        return all;
    }

    private static void recorded(Bench bench, String label, Map<String, Subject> there) {
        Perceptron p = perceptron(bench);
        try (Step step = Step.record(bench.device(), p::step)) {
            bench.against("step " + p + ", recorded", Scoped.each(step::run), label, there.get("step " + p), Target.NONE, Double.NaN);
        }
    }
}
