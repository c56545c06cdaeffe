/**
 * What is measured, a table each: products, element-wise formulas, rows, the step of a network, threads.
 *
 * <p>Every figure stands beside a peer or a ceiling that was measured in turns with it. Start with {@link Suite}.
 */
package dev.ricci.benchmarks.suites;
