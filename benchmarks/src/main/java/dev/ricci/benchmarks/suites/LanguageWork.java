package dev.ricci.benchmarks.suites;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An operation of the language as {@link LanguageSuite} measures it.
 *
 * @param family of operations, for the geometric means
 * @param name of the method; PyTorch's case of the same name does the same
 * @param nd4j whether ND4J has it
 * @param work prepares the inputs and gives what is measured
 */
record LanguageWork(String family, String name, boolean nd4j, Function<LanguageSample, Supplier<?>> work) {}
