/**
 * The CUDA driver through JCuda: one context, one stream, memory that is kept for reuse, kernels and their launches, recordings.
 *
 * <p>Nothing here knows an operation. Start with {@link dev.ricci.cuda.driver.Context}.
 */
package dev.ricci.cuda.driver;
