/**
 * Gradients: the walk back through the history of tensors, of any order, derivatives of functions, functions with pullbacks of their
 * own, parts computed again rather than remembered, and checks.
 *
 * <p>Tensors write the history; nothing is stored on them here. Start with {@link dev.ricci.autograd.Gradients}.
 */
package dev.ricci.autograd;
