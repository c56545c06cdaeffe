package dev.ricci.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs a folder into a {@code .tar.gz}.
 *
 * <p>Gzip, because every machine has it; xz would take a fifth off, but smaller systems have no xz.
 */
final class Archive {
    private static final double MEBI = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private Archive() {}

    /**
     * Writes beside the file first, and renames when all is well.
     *
     * @param name the folder that unpacking gives
     * @return the archive's bytes
     * @throws IllegalStateException when it would have more bytes than the limit; nothing is left behind then
     */
    static long write(Path folder, String name, Path file, long limit) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        try {
            List<Path> files = files(folder);
            try (TarWriter tar = new TarWriter(gzip(part))) {
                for (Path p : files) {
                    tar.add(name + "/" + folder.relativize(p), p);
                }
            }
            long size = Files.size(part);
            if (size > limit) {
                throw new IllegalStateException(String.format(Locale.ROOT, "the archive would have %.1f MiB, more than %.1f; the largest"
                        + " files in it: %s", size / MEBI, limit / MEBI, largest(folder, files)));
            }
            part.toFile().setReadable(true, false);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream gzip(Path file) throws IOException {
        return new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file), BUFFER) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                },
                BUFFER);
    }

    /** Every file below, links followed, in the order of their names. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String largest(Path folder, List<Path> files) {
        return files.stream()
                .sorted(Comparator.comparingLong((Path p) -> p.toFile().length()).reversed())
                .limit(3)
                .map(p -> String.format(Locale.ROOT, "%s (%.1f MiB)", folder.relativize(p), p.toFile().length() / MEBI))
                .collect(Collectors.joining(", "));
    }
}
