package dev.ricci.demos.pca;

import dev.ricci.demos.report.Picture;
import java.util.List;

/**
 * What a principal component analysis found.
 *
 * @param method      how the components were found
 * @param ratios      the share of the variance along each component kept
 * @param spectrum    the same of all components found, those kept first
 * @param error       the mean squared difference between the samples and what comes back through the components
 * @param seconds     the time of the fit
 * @param samples     the number of samples
 * @param features    the number of pixels
 * @param points      the first components of some samples
 * @param labels      the classes of these samples
 * @param directions  the first components as pictures
 * @param originals   some samples as pictures
 * @param rebuilt     for growing numbers of components, the same samples as they come back
 */
public record PcaOutcome(
        String method,
        double[] ratios,
        double[] spectrum,
        double error,
        double seconds,
        int samples,
        int features,
        float[][] points,
        int[] labels,
        List<Picture> directions,
        List<Picture> originals,
        List<Rebuilt> rebuilt) {
    /** Samples as they come back through so many components. */
    public record Rebuilt(int components, List<Picture> pictures) {}

    /** How many components were kept. */
    public int components() {
        return ratios.length;
    }

    /** The share of the variance that all components explain together. */
    public double explained() {
        double sum = 0;
        for (double r : ratios) {
            sum += r;
        }
        return sum;
    }
}
