/**
 * The processor's memory: taken from the system once, used again and again, bounded, and accounted for.
 *
 * <p>Fresh memory costs several times the arithmetic on it (page faults, zeroing), so that blocks are kept by size for the next
 * request. Start with {@link dev.ricci.cpu.memory.Recycler}.
 */
package dev.ricci.cpu.memory;
