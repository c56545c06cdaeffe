/**
 * Training of networks: epochs over data, validation, early stopping, progress, and files from which it goes on bit for bit.
 *
 * <p>Everything computes on the device; numbers for people are read back only now and then.
 * Start with {@link dev.ricci.train.Trainer}.
 */
package dev.ricci.train;
