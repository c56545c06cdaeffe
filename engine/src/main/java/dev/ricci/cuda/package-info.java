/**
 * NVIDIA GPUs as devices, through JCuda, and the emulated one on which every kernel is tested.
 *
 * <p>The kernels stand in {@code cuda-kernels}; here are the checks of layouts, the launches, and the choice of the way.
 * Start with {@link dev.ricci.cuda.Cuda}.
 */
package dev.ricci.cuda;
