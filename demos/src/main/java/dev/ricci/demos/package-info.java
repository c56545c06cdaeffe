/**
 * The {@code ricci} command and its demos. Everything here uses the public half of the engine, as any
 * other program would.
 *
 * <p>Start with {@link dev.ricci.demos.Main}.
 */
package dev.ricci.demos;
