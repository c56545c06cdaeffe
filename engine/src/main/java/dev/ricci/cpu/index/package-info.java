/**
 * Work on the processor that is led by positions: gathering, scattering, the place of an extreme, running sums, sorting.
 *
 * <p>Every method takes views of any strides, checks indices before it writes, and splits its work by the shape alone, so that the
 * bits do not depend on the number of threads. Start with {@link dev.ricci.cpu.index.Grid}.
 */
package dev.ricci.cpu.index;
