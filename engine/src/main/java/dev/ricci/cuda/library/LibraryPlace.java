package dev.ricci.cuda.library;

import java.nio.file.Path;

/**
 * Where a library was found.
 *
 * @param path its file
 * @param how  how it was found, as in "in Python's wheels"
 */
public record LibraryPlace(Path path, String how) {}
