/**
 * Factorisations and solvers of thousands of small matrices, computed side by side: each lane of a vector holds another matrix.
 *
 * <p>A cell is one vector in scratch memory, the same element of as many matrices as a vector has lanes; algorithms are written once,
 * on addresses of cells, and what touches vectors stands in one class for float64 and its twin for float32, whose text is the same but
 * for the names of types. A lane never depends on its neighbours: decisions of one matrix are masks.
 * Start with {@link dev.ricci.cpu.small.SmallMatrices}.
 */
package dev.ricci.cpu.small;
