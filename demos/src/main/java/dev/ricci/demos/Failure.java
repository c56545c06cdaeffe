package dev.ricci.demos;

/** An end of the run that a person can do something about: one line that says what is wrong and what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The command line asks for something that cannot be: exit code 2. */
    public static Failure ofUsage(String message) {
        return new Failure(2, message, null);
    }

    /** The run cannot go on: exit code 1. */
    public static Failure ofRun(String message, Throwable cause) {
        return new Failure(1, message, cause);
    }

    /** The exit code of the process. */
    public int exitCode() {
        return exitCode;
    }
}
