/**
 * Training a network on digits as the command line asks for it: settings, the run with its progress, and what came out.
 *
 * <p>The mathematics is the engine's; here it is put together, watched and kept. Start with {@link TrainingRun}.
 */
package dev.ricci.demos.training;
