/**
 * The CUDA kernels: sources in {@code src/main/cuda}, the PTX made from them checked in, so that nobody needs the CUDA toolkit.
 * A test finds a PTX that is older than its source. On a machine without a GPU, {@link dev.ricci.kernels.Emulator} builds an
 * emulated device from the same sources. Start with {@link dev.ricci.kernels.Kernels}.
 */
package dev.ricci.kernels;
