/**
 * Tensors from and to the arrays of other libraries. Each library has a class of its own and is needed by that alone: without it on the
 * class path everything else works. Start with {@link dev.ricci.interop.Nd4jArrays}.
 */
package dev.ricci.interop;
