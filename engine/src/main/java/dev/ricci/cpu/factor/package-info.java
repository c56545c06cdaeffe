/**
 * The CPU's factorisations and solvers, by LAPACK where OpenBLAS is there and by Java where it is not.
 *
 * <p>Every matrix of a batch is brought into rows without gaps, checked for numbers that are not finite, and handed to one of two
 * roads, which agree in everything but the last bits. How work is cut depends on shapes alone: the same bits on any number of threads.
 * Start with {@link dev.ricci.cpu.factor.Factors}.
 */
package dev.ricci.cpu.factor;
