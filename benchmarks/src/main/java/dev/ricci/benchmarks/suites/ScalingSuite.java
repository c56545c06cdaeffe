package dev.ricci.benchmarks.suites;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The same work with 1, 2, 4 and so on threads against one thread. */
final class ScalingSuite implements Suite {
    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String title() {
        return "More threads against one, float32; the ratio is the speed-up";
    }

    @Override
    public Optional<String> refusal(String device, boolean quick) {
        return device.equals("cpu") ? Optional.empty() : Optional.of("scaling: it compares threads of the CPU; use --device cpu");
    }

    @Override
    public void run(Bench bench) {
        if (bench.threads() == 1) {
            bench.report().note("one thread only: there is nothing to compare; see --threads");
            return;
        }
        try (Backend one = open(1)) {
            Map<String, Subject> alone = on(one, bench);
            for (int threads = 2; threads < 2 * bench.threads(); threads *= 2) {
                against(bench, Math.min(threads, bench.threads()), alone);
            }
        } finally {
            Devices.use(bench.device());
        }
    }

    private static void against(Bench bench, int threads, Map<String, Subject> alone) {
        try (Backend several = open(threads)) {
            on(several, bench).forEach((what, ours) ->
                    bench.against(what + ", " + threads + " threads", ours, "1 thread", alone.get(what), Target.NONE, Double.NaN));
        }
    }

    private static Backend open(int threads) {
        return Devices.open("cpu", new DeviceOptions(threads, 0));
    }

    /** The works, their data on the device. */
    private static Map<String, Subject> on(Backend device, Bench bench) {
        Devices.use(device);
        Map<String, Subject> works = new LinkedHashMap<>();
        for (int n : new int[] {bench.size(256, 16), bench.size(1024, 32)}) {
            Tensor a = bench.normal(n, n);
            works.put("product " + n + " x " + n, Scoped.each(() -> a.matmul(a)));
        }
        Tensor x = bench.normal(bench.size(10_000_000, 1000));
        works.put("8 operations fused", Scoped.each(() -> Tensor.map(ElementwiseSuite.EIGHT, x)));
        works.put("tanh", Scoped.each(x::tanh));
        Tensor rows = bench.normal(bench.size(4096, 16), bench.size(1024, 20));
        works.put("softmax of rows", Scoped.each(() -> rows.softmax(1)));
        Perceptron p = new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
        works.put("step " + p, Scoped.each(p::step));
        return works;
    }
}
