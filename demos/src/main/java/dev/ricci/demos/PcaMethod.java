package dev.ricci.demos;

import java.util.Locale;

/** How the components are found. */
public enum PcaMethod {
    /** The singular values of the centred data: the most accurate. */
    SVD,
    /** The eigenvectors of the covariance matrix: fast for many samples of few features. */
    COVARIANCE,
    /** A random projection first (Halko, Martinsson, Tropp 2011): fast for few components of many features. */
    RANDOMIZED;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
