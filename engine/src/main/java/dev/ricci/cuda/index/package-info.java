/**
 * Work on the GPU that is led by positions: gathering, scattering, the place of an extreme, running sums, sorting.
 *
 * <p>One class an operation: it chooses the kernel by the shape, lays out its arguments and launches.
 * Start with {@link dev.ricci.cuda.index.Lines}.
 */
package dev.ricci.cuda.index;
