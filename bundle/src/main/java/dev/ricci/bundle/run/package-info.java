/**
 * Runs the tests of a bundle where there is no Maven, and notes each result at once, so that nothing is lost when something ends the JVM.
 *
 * <p>{@code run.sh} beside the resources of this package calls it. Start with {@link RunTests}.
 */
package dev.ricci.bundle.run;
