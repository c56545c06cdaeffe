/**
 * Formulas on the device: a program of parts becomes instructions for a kernel that interprets them, or CUDA text that NVRTC compiles;
 * maps and reductions run either over views of any layout and type.
 *
 * <p>Start with {@link dev.ricci.cuda.formula.Formulas}.
 */
package dev.ricci.cuda.formula;
