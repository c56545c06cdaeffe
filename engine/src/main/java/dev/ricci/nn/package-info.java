/**
 * Networks: layers that name their parameters, losses, and how weights begin.
 *
 * <p>Nothing here computes on its own: layers and losses call operations of tensors, mostly one formula each. Names and defaults are
 * those of PyTorch, so that saved weights can be exchanged. Start with {@link dev.ricci.nn.Layer}.
 */
package dev.ricci.nn;
