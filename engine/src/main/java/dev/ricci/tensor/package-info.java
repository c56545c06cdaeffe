/**
 * Tensors and what can be done with them; every operation computes at once and writes down its history when a gradient may be asked.
 *
 * <p>Operations stand in one file a family, such as {@link dev.ricci.tensor.Elementwise}, {@link dev.ricci.tensor.Reductions},
 * {@link dev.ricci.tensor.Shaping} and {@link dev.ricci.tensor.Indexing}. Start with {@link dev.ricci.tensor.Tensor}.
 */
package dev.ricci.tensor;
