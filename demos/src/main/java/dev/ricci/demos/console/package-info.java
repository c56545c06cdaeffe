/**
 * What a person sees while a command runs: styled lines, progress bars, tables, and a clean answer to Ctrl-C.
 *
 * <p>On a terminal lines are coloured and bars redraw in place; in a file or a pipe they are plain lines, a few seconds apart.
 * Start with {@link Console}.
 */
package dev.ricci.demos.console;
