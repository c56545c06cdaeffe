/**
 * The benchmarks: every figure beside a peer or a ceiling that was measured in turns with it.
 *
 * <p>The command line is here; what it measures is in {@code suites}, how in {@code harness}, against whom in {@code peers}, and
 * JMH's view of single operations in {@code micro}. Start with {@link Benchmarks}.
 */
package dev.ricci.benchmarks;
