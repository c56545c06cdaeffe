/**
 * How parameters follow their gradients: update rules as formulas, penalties, clipping, and learning rates over time.
 *
 * <p>Formulas and defaults are exactly PyTorch's. Numbers that change from step to step live on the device, and a step never waits for
 * it, so that it can be recorded. Start with {@link dev.ricci.optim.Optimizer}.
 */
package dev.ricci.optim;
