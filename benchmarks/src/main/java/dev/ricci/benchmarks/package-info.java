/**
 * The benchmarks, written with JMH: one class a subject, every figure beside a peer or a ceiling
 * that was measured in the same run.
 *
 * <p>Start with {@link dev.ricci.benchmarks.Benchmarks}.
 */
package dev.ricci.benchmarks;
