/**
 * Matrix products on a CUDA device.
 *
 * <p>Any strides are taken: transposes and batches cost no copy. {@link dev.ricci.cuda.product.Way} decides between cuBLAS and our own
 * kernels, by sizes and strides alone. Start with {@link dev.ricci.cuda.product.Products}.
 */
package dev.ricci.cuda.product;
