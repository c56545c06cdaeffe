package dev.ricci.demos;

import dev.ricci.learn.Pca;
import picocli.CommandLine.Option;

/** The options that say which components to keep, and how to find them. */
final class PcaOptions {
    private static final double USUAL_VARIANCE = 0.95;
    private static final int USUAL_BATCH = 1000;

    @Option(names = "--components", paramLabel = "K", description = "Keep so many components.")
    private Integer components;

    @Option(names = "--variance", paramLabel = "SHARE",
            description = "Or keep as many as explain this share of the variance; 0.95 where nothing else is asked for.")
    private Double variance;

    @Option(names = "--method", paramLabel = "NAME", defaultValue = "covariance", completionCandidates = Words.MethodNames.class,
            description = "svd, the most accurate; covariance, the fastest for many samples; randomized, the fastest for few components; "
                    + "incremental, batch by batch, for samples that do not fit into memory.")
    private String method;

    @Option(names = "--batch", paramLabel = "ROWS",
            description = "Samples of one batch of the incremental method: 1000 where nothing else is asked for.")
    private Integer batch;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Where random numbers begin: those of drawn digits, and of the randomized method.")
    private long seed;

    /** What they ask for. */
    Pca settings() {
        Pca.Method by = Words.find(() -> Words.METHODS.named(method));
        if (batch != null && by != Pca.Method.INCREMENTAL) {
            throw Failure.ofUsage("--batch: the method " + method
                    + " takes all samples at once; leave it out, or give --method incremental");
        }
        if (batch() < 1) {
            throw Failure.ofUsage("--batch: 1 or more, got " + batch);
        }
        if (components != null && variance != null) {
            throw Failure.ofUsage("--components and --variance are two ways to say how many to keep; give one of them");
        }
        if (components != null) {
            if (components < 1) {
                throw Failure.ofUsage("--components: 1 or more, got " + components);
            }
            return Pca.components(components).by(by).seeded(seed);
        }
        double share = variance != null ? variance : USUAL_VARIANCE;
        if (!(share > 0 && share <= 1)) {
            throw Failure.ofUsage("--variance: a share above 0 and up to 1, as in 0.95, got " + share);
        }
        return Pca.keeping(share).by(by).seeded(seed);
    }

    /** The samples of one batch. */
    int batch() {
        return batch != null ? batch : USUAL_BATCH;
    }
}
