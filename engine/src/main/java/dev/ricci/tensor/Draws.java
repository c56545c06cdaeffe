package dev.ricci.tensor;

/**
 * What random tensors are drawn from: a {@link Generator}, which moves on with each draw, or a {@link Key}, which stays where it is. The
 * distributions are in {@link ContinuousDraws} and {@link DiscreteDraws}.
 */
public sealed interface Draws extends ContinuousDraws, DiscreteDraws permits Generator, Key {}
