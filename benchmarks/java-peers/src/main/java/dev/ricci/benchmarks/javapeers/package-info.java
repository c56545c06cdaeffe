/**
 * Two Java libraries as peers of the benchmarks, in a process of their own: ND4J and EJML.
 *
 * <p>Start with {@link dev.ricci.benchmarks.javapeers.JavaPeer}.
 */
package dev.ricci.benchmarks.javapeers;
