/**
 * Scalar expressions as data: what an element-wise operation computes, written once.
 *
 * <p>From one formula come the CPU loop, the CUDA text, the exact value in double and the symbolic derivative. Nothing here knows
 * tensors or devices. Start with {@link dev.ricci.formula.Formula}.
 */
package dev.ricci.formula;
