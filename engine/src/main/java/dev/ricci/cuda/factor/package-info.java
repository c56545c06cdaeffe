/**
 * Factorisations and solvers on the device: {@link dev.ricci.cuda.factor.FactorWay} is the rule which kernels take a matrix, or
 * whether the host does; {@link dev.ricci.cuda.factor.Codes} is how kernels tell of matrices that they could not factor.
 *
 * <p>Start with {@link dev.ricci.cuda.factor.DeviceFactors}.
 */
package dev.ricci.cuda.factor;
