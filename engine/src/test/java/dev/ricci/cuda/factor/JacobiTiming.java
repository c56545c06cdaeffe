package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.product.Products;
import java.util.Arrays;

/**
 * Times of block Jacobi by phase and variant on a real GPU, half a minute: {@code JacobiTiming [device] [largest side]}; no test.
 *
 * <p>Phases are timed alone, a whole sweep's launches of one kernel together, so the sum shows what a sweep should take.
 */
final class JacobiTiming {
    private final Backend device;
    private final Context context;
    private final Products products;
    private final int most;

    private JacobiTiming(Backend device, int most) throws ReflectiveOperationException {
        this.device = device;
        this.most = most;
        context = (Context) field("context");
        products = (Products) field("products");
    }

    private Object field(String name) throws ReflectiveOperationException {
        var field = device.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(device);
    }

    public static void main(String... args) throws ReflectiveOperationException {
        try (Backend device = Devices.open(args.length > 0 ? args[0] : "cuda", DeviceOptions.DEFAULT)) {
            new JacobiTiming(device, args.length > 1 ? Integer.parseInt(args[1]) : 4000).all();
        }
    }

    private void all() {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] s : new int[][] {{200, 200}, {500, 500}, {784, 784}, {1000, 1000}, {4000, 500}}) {
                if (Math.max(s[0], s[1]) <= most) {
                    whole(type, s[0], s[1]);
                }
            }
        }
        for (int[] s : new int[][] {{4000, 50}, {4000, 500}, {20000, 500}, {60000, 50}, {60000, 784}}) {
            if (s[0] <= most || most >= 4000) {
                tall(s[0], s[1]);
            }
        }
        principal(Math.min(15 * most, 60000), Math.min(most, 784));
        for (int n : new int[] {200, 500, 1000}) {
            if (n <= most) {
                phases(DType.FLOAT32, n);
                phases(DType.FLOAT64, n);
            }
        }
        for (int passes = 1; passes <= 2; passes++) {
            for (int blocks : new int[] {132, 264, 528}) {
                variant(Math.min(most, 1000), new JacobiSweeps.Tuning(passes, blocks));
            }
        }
    }

    private View random(DType type, int m, int n) {
        View counter = device.allocate(DType.INT32, 4);
        Elements.write(counter, m, n, 0, 0);
        View v = device.allocate(type, m, n);
        device.random(Draw.NORMAL, v, counter);
        return v;
    }

    private View[] outputs(Factorisation kind, View in) {
        return Arrays.stream(kind.shapes(in.size(0), in.size(1))).map(s -> device.allocate(in.dtype(), s)).toArray(View[]::new);
    }

    /** The median of a few, after one. */
    private double milliseconds(Runnable work) {
        double[] took = new double[5];
        for (int i = -1; i < took.length; i++) {
            device.finish();
            long begin = System.nanoTime();
            work.run();
            device.finish();
            if (i >= 0) {
                took[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(took);
        return took[took.length / 2];
    }

    private void whole(DType type, int m, int n) {
        for (Factorisation kind : new Factorisation[] {Factorisation.QR, Factorisation.SVD, Factorisation.SINGULAR_VALUES,
            Factorisation.SYMMETRIC_EIGEN, Factorisation.EIGENVALUES}) {
            boolean symmetric = kind == Factorisation.SYMMETRIC_EIGEN || kind == Factorisation.EIGENVALUES;
            if (symmetric && m != n) {
                continue;
            }
            try (Scope _ = Scope.open()) {
                View a = random(type, m, n);
                View[] out = outputs(kind, a);
                double eager = milliseconds(() -> device.factor(kind, out, a));
                System.out.printf("%s %s %dx%d: %.2f ms, as a graph %s%n", kind, type, m, n, eager, replayed(kind, out, a));
            }
        }
    }

    /** QR by panels and by CholeskyQR. */
    private void tall(int m, int n) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (String way : new String[] {"blocked", "tall"}) {
                System.setProperty(FactorWay.PROPERTY, way);
                try (Scope _ = Scope.open()) {
                    View a = random(type, m, n);
                    View[] out = outputs(Factorisation.QR, a);
                    double took = milliseconds(() -> device.factor(Factorisation.QR, out, a));
                    System.out.printf("QR %s %dx%d, %s: %.2f ms%n", type, m, n, way, took);
                } finally {
                    System.clearProperty(FactorWay.PROPERTY);
                }
            }
        }
    }

    /** What PCA by the covariance costs from device memory. */
    private void principal(int m, int n) {
        try (Scope _ = Scope.open()) {
            View a = random(DType.FLOAT32, m, n);
            View covariance = device.allocate(DType.FLOAT32, n, n);
            View[] out = outputs(Factorisation.SYMMETRIC_EIGEN, covariance);
            double took = milliseconds(() -> {
                device.matmul(covariance, a.with(a.layout().transpose()), a, 1.0 / m, 0);
                device.factor(Factorisation.SYMMETRIC_EIGEN, out, covariance);
            });
            System.out.printf("covariance and eigenvectors, float32 %dx%d: %.2f ms%n", m, n, took);
        }
    }

    private String replayed(Factorisation kind, View[] out, View a) {
        try (Replay replay = device.record(() -> device.factor(kind, out, a))) {
            return "%.2f ms".formatted(milliseconds(replay::run));
        } catch (IllegalStateException e) {
            return "not: " + e.getMessage();
        }
    }

    /** Each kernel alone, as often as in a sweep. */
    private void phases(DType type, int n) {
        try (Scope _ = Scope.open()) {
            Spectrum spectrum = new Spectrum(context, products);
            JacobiSweeps sweeps = new JacobiSweeps(context, JacobiSweeps.Tuning.USUAL);
            View a = random(type, n, n);
            View code = device.allocate(DType.INT32);
            new Codes(context).finite(code, a, false);
            JacobiState state = spectrum.start(spectrum.largest(a), code);
            View x = spectrum.symmetric(a, state);
            View w = spectrum.symmetric(a, state);
            JacobiSweeps.Sweep sweep = sweeps.new Sweep(x, w, n, state);
            sweep.begin();
            sweep.gram(1);
            sweep.turn(1);
            double begin = milliseconds(sweep::begin);
            double gram = milliseconds(() -> rounds(sweep, sweep::gram));
            double turn = milliseconds(() -> rounds(sweep, sweep::turn));
            double update = milliseconds(() -> rounds(sweep, sweep::update));
            System.out.printf("a sweep, %s, %d columns, %d rounds: begin %.3f ms, gram %.3f, turn %.3f, update %.3f%n", type, n,
                    sweep.rounds(), begin, gram, turn, update);
        }
    }

    private static void rounds(JacobiSweeps.Sweep sweep, java.util.function.IntConsumer work) {
        for (int r = 1; r <= sweep.rounds(); r++) { // none is round 0, which turns more
            work.accept(r);
        }
    }

    private void variant(int n, JacobiSweeps.Tuning tuning) {
        try (Scope _ = Scope.open()) {
            JacobiFactors factors = new JacobiFactors(context, new Codes(context), products, tuning);
            View a = random(DType.FLOAT32, n, n);
            View[] out = outputs(Factorisation.SYMMETRIC_EIGEN, a);
            double took = milliseconds(() -> factors.factor(Factorisation.SYMMETRIC_EIGEN, out, a));
            System.out.printf("SYMMETRIC_EIGEN FLOAT32 %d, %s: %.2f ms, %d sweeps%n", n, tuning, took, sweeps(a, tuning));
        }
    }

    private int sweeps(View a, JacobiSweeps.Tuning tuning) {
        Spectrum spectrum = new Spectrum(context, products);
        View code = device.allocate(DType.INT32);
        new Codes(context).finite(code, a, true);
        JacobiState state = spectrum.start(spectrum.largest(a), code);
        View x = spectrum.symmetric(a, state);
        spectrum.shift(x, a.size(0), state);
        new JacobiSweeps(context, tuning).run(x, null, a.size(0), state);
        return state.sweeps();
    }
}
