/**
 * Makes a bundle: one archive with a Java runtime, Ricci, its tests and its benchmarks, for a machine that has none of them.
 *
 * <p>What runs on that machine is in {@code run}. Start with {@link Bundle}.
 */
package dev.ricci.bundle;
