/**
 * Matrix products on the CPU.
 *
 * <p>Products are cut into slices by their shape alone, so that the bits do not depend on the number of threads, and each slice is one
 * call of a single-threaded {@link dev.ricci.cpu.product.Gemm}: OpenBLAS where it is on the class path, else Vector API code, else
 * plain loops. Start with {@link dev.ricci.cpu.product.Products}.
 */
package dev.ricci.cpu.product;
