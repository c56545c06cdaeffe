/**
 * Linear algebra over tensors: decompositions, solutions of linear systems, and what follows from them.
 *
 * <p>Matrices stand in the last two axes; leading axes are a batch. Results carry no gradients, so inputs with history are refused.
 * Sizes of values are relative to rounding: a rank is always a rank within a tolerance.
 * Start with {@link dev.ricci.linalg.Svd}.
 */
package dev.ricci.linalg;
