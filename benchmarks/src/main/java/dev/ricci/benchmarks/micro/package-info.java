/**
 * Single small operations under JMH, for a look with its profilers: {@code ./ricci bench jmh Small -prof gc}.
 *
 * <p>The suites judge; these explain. Start with {@link SmallTensors}.
 */
package dev.ricci.benchmarks.micro;
