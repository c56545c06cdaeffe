/**
 * Linear algebra measured in the manner of LAPACK's own test suite (Anderson et al. 1999, LAPACK Working Note 41): sixteen types of spectra,
 * residuals and orthogonality in units of n eps, on every way to compute them.
 *
 * <p>Nothing here uses the library to judge it: sample matrices and residuals are plain loops in double.
 * Start with {@link dev.ricci.linalg.accuracy.SpectrumType}.
 */
package dev.ricci.linalg.accuracy;
