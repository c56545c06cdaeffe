/**
 * Gradients: the walk back through the history of tensors, of any order, and its check against differences.
 *
 * <p>Tensors write the history; nothing is stored on them here. Start with {@link dev.ricci.autograd.Gradients}.
 */
package dev.ricci.autograd;
