/**
 * Estimators with fit, predict and transform, and what judges them: metrics and splits.
 *
 * <p>Settings are small immutable values whose {@code fit} gives a model. Everything runs on the device of the data.
 * Start with {@link dev.ricci.learn.Pca}.
 */
package dev.ricci.learn;
