package dev.ricci.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The CUDA sources of a folder and the hash that ties a PTX file to the text it was made from. */
final class Sources {
    /** How every PTX is made; part of the hash, so that a change here makes all of them stale. */
    static final String RECIPE = "nvcc -ptx -arch=compute_75, .version 6.3";

    static final String HASH_LINE = "// SHA-256 of the sources: ";

    private static final Pattern INCLUDE = Pattern.compile("^\\s*#\\s*include\\s*\"([^\"]+)\"", Pattern.MULTILINE);

    private Sources() {}

    /** The kernel files of a folder, sorted by name. */
    static List<Path> kernels(Path folder) throws IOException {
        return withEnding(folder, ".cu");
    }

    static List<Path> withEnding(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
        }
    }

    /** The file name without its ending. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** SHA-256 over the recipe, the file and every file it includes by a quoted name, each once, in order of first use. */
    static String hash(Path kernel) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        collect(kernel.normalize(), texts);
        MessageDigest digest = sha256();
        digest.update(RECIPE.getBytes(StandardCharsets.UTF_8));
        for (String text : texts.values()) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void collect(Path file, Map<Path, String> texts) throws IOException {
        if (texts.containsKey(file)) {
            return;
        }
        // A checkout on Windows may hold CRLF; the hash must not depend on it.
        String text = Files.readString(file).replace("\r\n", "\n");
        texts.put(file, text);
        Matcher includes = INCLUDE.matcher(text);
        while (includes.find()) {
            Path included = file.resolveSibling(includes.group(1)).normalize();
            // kernel.cuh names a header of the emulator, which stands elsewhere and is nothing to nvcc.
            if (Files.exists(included)) {
                collect(included, texts);
            }
        }
    }
}
