/**
 * Linear algebra over tensors: decompositions, solutions of linear systems, and what follows from them; docs/LINEAR-ALGEBRA.md has the
 * names of NumPy and PyTorch. Matrices stand in the last two axes; leading axes are a batch. Gradients of any order pass, by the formulas
 * of docs/MATH.md, unless an operation refuses inputs with history. A rank is always a rank within a tolerance.
 * Start with {@link dev.ricci.linalg.Svd}.
 */
package dev.ricci.linalg;
