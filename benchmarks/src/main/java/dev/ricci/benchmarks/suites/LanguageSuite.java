package dev.ricci.benchmarks.suites;

import dev.ricci.benchmarks.harness.Ratio;
import dev.ricci.benchmarks.harness.Row;
import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.benchmarks.harness.Target;
import dev.ricci.benchmarks.harness.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The operations of the language at three sizes against PyTorch and ND4J, allocation of the result in the time of each side. */
final class LanguageSuite implements Suite {
    private static final String TORCH = "PyTorch";
    private static final String ND4J = "ND4J";
    private static final Target EACH = Target.atLeast(0.8);
    private static final Timing SHORT = new Timing(9, 0.01, 1.0, 0.4);

    /** Of which a quick run takes the first. */
    private static final int[] SIZES = {1000, 100_000, 10_000_000};

    /** Below this an operation is measured as part of a larger work, a hundred in one scope. */
    private static final int SMALL = 10_000;

    /** The ratios by who was compared with and family. */
    private final Map<String, Map<String, List<Double>>> ratios = new LinkedHashMap<>();

    @Override
    public String name() {
        return "language";
    }

    @Override
    public String title() {
        return "Every family of operations, float32, at three sizes, results allocated on both sides, in short turns";
    }

    @Override
    public void run(Bench bench) {
        ratios.clear();
        List<LanguageWork> works = new ArrayList<>(LanguageFunctions.all());
        works.addAll(LanguageOrders.all());
        works.addAll(LanguageShapes.all());
        for (int n : Arrays.copyOf(SIZES, bench.size(SIZES.length, 1))) {
            LanguageSample sample = new LanguageSample(n);
            for (LanguageWork w : works) {
                String what = w.name() + " of " + String.format(Locale.ROOT, "%,d", n);
                if (bench.wants(what)) {
                    measure(bench, w, what, sample);
                }
            }
        }
        ratios.forEach((other, families) -> summarise(bench, other, families));
    }

    private void measure(Bench bench, LanguageWork w, String what, LanguageSample sample) {
        Supplier<?> work = w.work().apply(sample);
        Subject ours = sample.size() < SMALL ? Scoped.small(work) : Scoped.each(work);
        Timing timing = bench.turns(SHORT);
        String numbers = w.name() + " " + sample.size();
        bench.torch().ifPresent(t -> add(bench, w, what, TORCH, Ratio.of(ours, t.work("language-" + numbers), timing)));
        if (w.nd4j()) {
            bench.javaPeers().ifPresent(j -> add(bench, w, what, ND4J, Ratio.of(ours, j.work("nd4j-language-" + numbers), timing)));
        }
        if (bench.torch().isEmpty() && bench.javaPeers().isEmpty()) {
            bench.report().add(Row.of(what, "", Ratio.alone(ours, timing)));
        }
    }

    private void add(Bench bench, LanguageWork w, String what, String other, Ratio r) {
        bench.report().add(Row.of(what, other, r).target(other.equals(TORCH) ? bench.onCpu(EACH) : Target.NONE));
        ratios.computeIfAbsent(other, o -> new LinkedHashMap<>()).computeIfAbsent(w.family(), f -> new ArrayList<>()).add(r.median());
    }

    private static void summarise(Bench bench, String other, Map<String, List<Double>> families) {
        families.forEach((family, all) -> bench.report().note(other + ", " + family + ": " + means(all)));
        bench.report().note(other + ", all: " + means(families.values().stream().flatMap(List::stream).toList()));
    }

    private static String means(List<Double> all) {
        double logs = all.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        double least = all.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        long below = all.stream().filter(r -> r < 0.8).count();
        return String.format(Locale.ROOT, "geometric mean %.2f of %d rows, least %.2f, %d below 0.8",
                Math.exp(logs), all.size(), least, below);
    }
}
