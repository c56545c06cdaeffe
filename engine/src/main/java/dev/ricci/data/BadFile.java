package dev.ricci.data;

import java.io.IOException;

/** A file that cannot be read as what it should be: the message names the format, the file and what is wrong with it. */
public final class BadFile extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * @param format the format's name in small letters, as in {@code idx}
     * @param file the file, as the reader of the message would name it
     * @param problem what is wrong and, where one is known, the remedy
     */
    public BadFile(String format, Object file, String problem) {
        super(format + ": " + file + ": " + problem);
    }

    BadFile(String format, Object file, String problem, Throwable cause) {
        super(format + ": " + file + ": " + problem, cause);
    }
}
