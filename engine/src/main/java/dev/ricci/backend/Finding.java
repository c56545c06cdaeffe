package dev.ricci.backend;

/**
 * One thing looked for on this machine.
 *
 * @param what   what was looked for, as in "BLAS" or "vector width"
 * @param found  whether it is there
 * @param detail what was found, or why not
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Finding(String what, boolean found, String detail, String remedy) {
    public static Finding found(String what, String detail) {
        return new Finding(what, true, detail, "");
    }

    public static Finding missing(String what, String reason, String remedy) {
        return new Finding(what, false, reason, remedy);
    }
}
