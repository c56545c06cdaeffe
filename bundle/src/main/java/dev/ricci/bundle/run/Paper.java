package dev.ricci.bundle.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The report file, to which each line goes at once, and the screen. */
record Paper(Path file, PrintStream screen) {
    /** A line for both. */
    void line(String text) {
        screen.println(text);
        detail(text);
    }

    /** A line for the file alone. */
    void detail(String text) {
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
