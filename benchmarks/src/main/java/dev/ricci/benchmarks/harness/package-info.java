/**
 * Measuring two things in turns within one run, so that what the machine does meanwhile happens to both.
 *
 * <p>A time of a shared machine says little; the ratio of two times taken right after each other does. Start with {@link Ratio}.
 */
package dev.ricci.benchmarks.harness;
