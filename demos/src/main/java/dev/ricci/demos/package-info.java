/**
 * The {@code ricci} command: one class for each subcommand, option groups as mixins, and one place where errors become one line.
 *
 * <p>Everything here uses the public half of the engine, as any other program would.
 * Start with {@link dev.ricci.demos.Main}.
 */
package dev.ricci.demos;
