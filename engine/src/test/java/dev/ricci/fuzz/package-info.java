/**
 * Random calls of the whole public API, most of them wrong, in one JVM: each gives what it promises or one clear error.
 *
 * <p>Start with {@link dev.ricci.fuzz.RandomCallsTest}.
 */
package dev.ricci.fuzz;
