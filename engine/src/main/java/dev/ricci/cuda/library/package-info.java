/**
 * NVIDIA's libraries that may be on a machine besides the driver: found, loaded and called here.
 *
 * <p>Each is optional; without it our own kernels do the work. Start with {@link dev.ricci.cuda.library.LibraryFinder}.
 */
package dev.ricci.cuda.library;
