package dev.ricci.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The sources of kernels and emulator as they travel beside this class, in a jar or a folder: bytes by name, {@code cuda/softmax.cu}. */
record EmulatorSources(SortedMap<String, byte[]> files) {
    private static final List<String> FOLDERS = List.of("cuda/", "emulator/");

    static EmulatorSources read() {
        try {
            URI home = EmulatorSources.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(home);
            String prefix = EmulatorSources.class.getPackageName().replace('.', '/') + "/";
            SortedMap<String, byte[]> files = Files.isDirectory(path) ? folder(path.resolve(prefix)) : jar(path, prefix);
            if (!files.containsKey("emulator/simt.h")) {
                throw new AssertionError("emulated: the sources of the emulator are not in " + path);
            }
            return new EmulatorSources(files);
        } catch (IOException e) {
            throw new UncheckedIOException("emulated: the sources of the emulator cannot be read", e);
        } catch (URISyntaxException e) {
            throw new AssertionError("a class's own place is a valid address", e);
        }
    }

    private static SortedMap<String, byte[]> folder(Path root) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> listing = Files.list(root.resolve(folder))) {
                for (Path file : listing.filter(Files::isRegularFile).toList()) {
                    files.put(folder + file.getFileName(), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> jar(Path path, String prefix) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName().startsWith(prefix) ? entry.getName().substring(prefix.length()) : "";
                if (!entry.isDirectory() && FOLDERS.stream().anyMatch(name::startsWith)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(name, in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    /** Writes every file below a folder. */
    void unpack(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** The names in one of the two folders that end so, without the folder. */
    List<String> names(String folder, String ending) {
        var names = files.keySet().stream().filter(n -> n.startsWith(folder) && n.endsWith(ending));
        return names.map(n -> n.substring(folder.length())).toList();
    }

    String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
