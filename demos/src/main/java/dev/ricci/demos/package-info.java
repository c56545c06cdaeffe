/**
 * The {@code ricci} command: one class for each subcommand, option groups as mixins, and one place where errors become one line.
 *
 * <p>Everything here stands on the engine's public half and never names a kind of device. Start with {@link Main}.
 */
package dev.ricci.demos;
