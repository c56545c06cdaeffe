/**
 * Files for programs and people: JSON text, and writing that never leaves half a file.
 *
 * <p>A path is tried before the work begins, so that hours of training do not end at a folder that does not exist.
 * Start with {@link WholeFile}.
 */
package dev.ricci.demos.output;
