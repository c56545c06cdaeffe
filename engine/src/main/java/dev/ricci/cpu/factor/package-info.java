/**
 * The CPU's factorisations and solvers, by the LAPACK of MKL or OpenBLAS where one is there and by Java where none is.
 *
 * <p>Every matrix is brought into rows without gaps, checked for numbers that are not finite, and handed to a road; all agree but for
 * the last bits. Work is cut by shapes alone: the same bits on any number of threads, but where a library takes its own.
 * Start with {@link dev.ricci.cpu.factor.Factors}.
 */
package dev.ricci.cpu.factor;
