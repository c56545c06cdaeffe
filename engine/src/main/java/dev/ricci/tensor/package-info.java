/**
 * Tensors and what can be done with them; every operation computes at once and writes down its history when a gradient may be asked.
 *
 * <p>Operations stand in one file a family: {@link dev.ricci.tensor.Elementwise}, {@link dev.ricci.tensor.Reductions},
 * {@link dev.ricci.tensor.Shaping}, {@link dev.ricci.tensor.Indexing}, {@link dev.ricci.tensor.Products},
 * {@link dev.ricci.tensor.Normalizing}. Start with {@link dev.ricci.tensor.Tensor}.
 */
package dev.ricci.tensor;
