package dev.ricci.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A public file that is fetched by name, only when asked for, into a cache folder, and checked by its SHA-256.
 *
 * @param name of the file in the cache; what ends in {@code .gz} is stored as it came
 * @param sha256 of the content, unpacked where it is gzip, in hexadecimal
 * @param mirrors addresses of the same file, tried in this order
 */
public record Download(String name, String sha256, List<URI> mirrors) {
    /** Names the cache folder, before XDG_CACHE_HOME and the home folder. */
    public static final String CACHE_PROPERTY = "ricci.cache";

    private static final List<String> MNIST_MIRRORS = List.of(
            "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/");

    /** Told how far a download is. */
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (name, done, total) -> { };

        /** @param total the bytes to come in all, or -1 where the server did not say */
        void bytes(String name, long done, long total);
    }

    public Download {
        mirrors = List.copyOf(mirrors);
        if (!sha256.matches("[0-9a-f]{64}") || name.isEmpty() || name.contains("/") || name.contains("\\") || mirrors.isEmpty()) {
            throw new IllegalArgumentException("download: a plain file name, 64 hexadecimal digits and a mirror, got " + name + ", "
                    + sha256 + ", " + mirrors);
        }
    }

    /** The four files of MNIST (LeCun, Cortes, Burges), 11 MB. */
    public static List<Download> mnist() {
        return List.of(
                mnist(0, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                mnist(1, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                mnist(2, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                mnist(3, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));
    }

    private static Download mnist(int file, String sha256) {
        String name = Digits.FILES.get(file) + ".gz";
        return new Download(name, sha256, MNIST_MIRRORS.stream().map(m -> URI.create(m + name)).toList());
    }

    /** Where a set of data is kept: under the property ricci.cache, $XDG_CACHE_HOME/ricci or ~/.cache/ricci. */
    public static Path cache(String set) {
        String property = System.getProperty(CACHE_PROPERTY, "");
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path root;
        if (!property.isEmpty()) {
            root = Path.of(property);
        } else if (Path.of(xdg).isAbsolute()) { // else it is to be ignored, says the standard
            root = Path.of(xdg, "ricci");
        } else {
            root = Path.of(System.getProperty("user.home"), ".cache", "ricci");
        }
        return root.resolve(set);
    }

    /** Whether the right file is already in the folder; no network is used. */
    public boolean isIn(Path folder) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) && sha256.equals(Sha256.ofUnpacked(file));
    }

    /**
     * Fetches the file into a folder, unless it is there already and right.
     *
     * @throws IOException when no mirror gave the right file, with the reason for each and how to do it by hand
     */
    public Path into(Path folder, Progress progress) throws IOException {
        Path file = folder.resolve(name);
        if (isIn(folder)) {
            return file;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("download: cannot make the folder " + folder + " (" + AtomicFile.reason(e) + "); choose another by -D"
                    + CACHE_PROPERTY + "=FOLDER", e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("download: cannot write into the folder " + folder + "; choose another by -D"
                    + CACHE_PROPERTY + "=FOLDER");
        }
        List<String> reasons = new ArrayList<>();
        for (URI mirror : mirrors) {
            try {
                new Transfer(name, mirror, progress).into(file, sha256);
                return file;
            } catch (Transfer.Refused e) {
                reasons.add(mirror + ": " + e.getMessage());
            }
        }
        throw new IOException("download: " + name + " could not be fetched (" + String.join("; ", reasons)
                + "); fetch it by hand from one of these addresses into " + folder.toAbsolutePath() + " and run this again");
    }
}
