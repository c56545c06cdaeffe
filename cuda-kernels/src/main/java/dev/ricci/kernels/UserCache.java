package dev.ricci.kernels;

import java.nio.file.Path;

/** Where in the user's own folders things are kept that take time to make. */
public final class UserCache {
    private UserCache() {}

    /**
     * The folder for things of a kind, whether it is there or not: under the folder that the property {@code ricci.cache} names, else
     * {@code $XDG_CACHE_HOME/ricci}, else {@code ~/.cache/ricci}.
     */
    public static Path folder(String kind) {
        String named = System.getProperty("ricci.cache", "");
        String shared = System.getenv("XDG_CACHE_HOME");
        Path home = shared == null || shared.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return (named.isBlank() ? home.resolve("ricci") : Path.of(named)).toAbsolutePath().resolve(kind);
    }
}
