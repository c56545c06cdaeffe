package dev.ricci.demos.report;

/**
 * A picture, what it shows, and what the network takes it for.
 *
 * @param label         the true class
 * @param probabilities the network's, one for each class
 */
public record Digit(Picture picture, int label, float[] probabilities) {
    /** The class with the highest probability. */
    public int predicted() {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Whether the network is right. */
    public boolean right() {
        return predicted() == label;
    }
}
