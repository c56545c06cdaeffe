/**
 * Principal components of digits: found, timed, judged by what they lose, and shown.
 *
 * <p>Data is centred and not scaled. Start with {@link PcaRun}.
 */
package dev.ricci.demos.pca;
