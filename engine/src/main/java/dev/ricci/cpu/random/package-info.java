/**
 * Random numbers on the processor, by a counter-based generator, so that every element can be drawn by itself and in parallel.
 *
 * <p>The bits are the same on every device and for any number of threads. Start with {@link dev.ricci.cpu.random.Drawing}.
 */
package dev.ricci.cpu.random;
