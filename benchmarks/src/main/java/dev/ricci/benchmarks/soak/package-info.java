/**
 * Long runs: whether memory stays flat.
 *
 * <p>Start with {@link dev.ricci.benchmarks.soak.Soak}.
 */
package dev.ricci.benchmarks.soak;
