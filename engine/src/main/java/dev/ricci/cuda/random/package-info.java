/**
 * Random numbers on a CUDA device, the same bits as on the CPU.
 *
 * <p>Start with {@link dev.ricci.cuda.random.Drawing}.
 */
package dev.ricci.cuda.random;
