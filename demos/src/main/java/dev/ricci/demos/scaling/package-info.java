/**
 * How performance grows: training steps over the width of a network, the batch and the number of threads, and principal components
 * over the number of samples, on every device found.
 *
 * <p>Each measurement is short and follows a warm-up. Start with {@link ScalingRun}.
 */
package dev.ricci.demos.scaling;
