/**
 * Factorisations and solvers of thousands of small matrices, computed side by side: each lane of a vector holds another matrix.
 *
 * <p>Algorithms are written once, on addresses of cells: one vector each, the same element of as many matrices. What touches vectors
 * stands in classes for float64 and their twins for float32, the same text. A lane never depends on its neighbours: decisions are masks.
 * Start with {@link dev.ricci.cpu.small.SmallMatrices}.
 */
package dev.ricci.cpu.small;
