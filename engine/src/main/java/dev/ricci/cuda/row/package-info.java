/**
 * Operations on rows, as kernels: softmax and its kin, layer normalisation, and their gradients.
 *
 * <p>Each class says for which layouts its kernels are meant; for the others the definitions in {@code backend} do the work.
 * Start with {@link dev.ricci.cuda.row.Rows}, which tells how rows stand and which version of a kernel takes them.
 */
package dev.ricci.cuda.row;
