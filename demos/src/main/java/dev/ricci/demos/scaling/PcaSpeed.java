package dev.ricci.demos.scaling;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Scaling;
import dev.ricci.learn.Pca;
import dev.ricci.tensor.Tensor;

/** How long it takes to find the first components of growing sets of images. */
final class PcaSpeed {
    private static final int COMPONENTS = 50;


    private final double enough;

    /** @param enough seconds for each measurement */
    PcaSpeed(double enough) {
        this.enough = enough;
    }

    private static double seconds(Backend device, Pca pca, Tensor x) {
        long begun = System.nanoTime();
        try (Scope _ = Scope.open()) {
            pca.fit(x);
            device.finish();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Seconds for the fit of the first images: the best of a few where it is quick, since the first also compiles. */
    double seconds(Backend device, ImageSet images, int count, Pca.Method method) {
        Backend before = Devices.current();
        Devices.use(device);
        try (Scope _ = Scope.open()) {
            Tensor x = images.slice(0, count).matrix(Scaling.UNIT);
            device.finish();
            Pca pca = Pca.components(Math.min(COMPONENTS, count)).by(method);
            double best = Double.POSITIVE_INFINITY;
            double spent = 0;
            while (spent < enough) {
                double once = seconds(device, pca, x);
                best = Math.min(best, once);
                spent += once;
            }
            return best;
        } finally {
            Devices.use(before);
        }
    }
}
