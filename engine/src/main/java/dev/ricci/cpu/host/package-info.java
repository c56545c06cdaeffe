/**
 * What the CPU backend stands on: all memory as one segment, worker threads, and the native BLAS where there is one.
 *
 * <p>Nothing here knows a tensor operation, and nothing outside {@code dev.ricci.cpu} uses it. Addresses are not checked here:
 * shapes and types have been checked above, once, before they become addresses.
 * Start with {@link dev.ricci.cpu.host.Memory}.
 */
package dev.ricci.cpu.host;
