/**
 * The processor as a device: element-wise loops made from formulas, products, factorisations, recycled memory, all on one pool of
 * threads.
 *
 * <p>Found as a service by {@link dev.ricci.backend.Devices} and never imported from above.
 * Start with {@link dev.ricci.cpu.Cpu}.
 */
package dev.ricci.cpu;
