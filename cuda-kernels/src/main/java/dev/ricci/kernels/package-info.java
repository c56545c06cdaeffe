/**
 * The CUDA kernels, as text. The sources stand in {@code src/main/cuda}; the PTX made from them is checked in under
 * {@code src/main/resources}, so that building and running need no CUDA toolkit. A test compares hashes and
 * finds a PTX that is older than its source.
 *
 * <p>Start with {@link dev.ricci.kernels.Kernels}.
 */
package dev.ricci.kernels;
