package dev.ricci.cuda.library;

/** What cuBLAS answers, as exceptions. */
final class Status {
    private Status() {}

    static void check(String what, int status) {
        if (status != 0) {
            throw new IllegalStateException("cuBLAS: " + what + ": " + name(status));
        }
    }

    private static String name(int status) {
        return switch (status) {
            case 1 -> "it is not initialised; the driver may be older than the library, see 'ricci devices'";
            case 3 -> "no memory for its own use; close scopes, or give memory back by trim()";
            case 7 -> "invalid value";
            case 8 -> "the device's architecture is not supported; install a newer cuBLAS";
            case 11 -> "a corrupted address";
            case 13 -> "the device could not run it";
            case 14 -> "internal error";
            case 15 -> "not supported";
            default -> "status " + status;
        };
    }
}
