/**
 * What the engine is compared with: OpenBLAS called directly, plain copies of memory, the processor's peak, PyTorch.
 *
 * <p>A peer runs at its best setting, in turns with ours. Start with {@link TorchPeer}.
 */
package dev.ricci.benchmarks.peers;
