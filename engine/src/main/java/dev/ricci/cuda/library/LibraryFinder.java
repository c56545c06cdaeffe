package dev.ricci.cuda.library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds NVIDIA's libraries by their names, as in {@code libnvrtc.so.13}: they come with the toolkit, with the system's packages, or
 * in Python's wheels.
 *
 * <p>The system property {@code ricci.cuda.libraries} names folders that are looked into first.
 */
public final class LibraryFinder {
    /** In a toolkit's folder. */
    private static final List<String> TOOLKIT = List.of("lib64", "targets/x86_64-linux/lib", "lib");

    private static final List<String> SYSTEM = List.of("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib64", "usr/lib", "lib64",
            "usr/local/lib", "usr/lib/wsl/lib");

    private record Folder(Path path, String how) {}

    private final Path root;
    private final Map<String, String> environment;
    private final List<Folder> folders = new ArrayList<>();

    /** On a machine with this root of the file system, these variables of the environment, and a list of folders of the user's. */
    LibraryFinder(Path root, Map<String, String> environment, String named) {
        this.root = root;
        this.environment = environment;
        paths(named, "in the property ricci.cuda.libraries");
        variable("CUDA_HOME");
        variable("CUDA_PATH");
        paths(environment.get("LD_LIBRARY_PATH"), "in LD_LIBRARY_PATH");
        SYSTEM.forEach(s -> add(root.resolve(s), "in the system's folders"));
        configured();
        toolkit(root.resolve("usr/local/cuda"), "in the toolkit");
        each(root.resolve("usr/local"), "cuda-*").reversed().forEach(c -> toolkit(c, "in the toolkit"));
        wheels();
    }

    /** Where a library of this machine stands. */
    public static Optional<LibraryPlace> find(String soname) {
        return new LibraryFinder(Path.of("/"), System.getenv(), System.getProperty("ricci.cuda.libraries")).place(soname);
    }

    Optional<LibraryPlace> place(String soname) {
        for (Folder f : folders) {
            Path file = f.path.resolve(soname);
            if (Files.isRegularFile(file)) {
                return Optional.of(new LibraryPlace(file, f.how));
            }
        }
        return Optional.empty();
    }

    private void add(Path folder, String how) {
        folders.add(new Folder(folder, how));
    }

    private void paths(String list, String how) {
        if (list != null) {
            Arrays.stream(list.split(":")).filter(p -> !p.isBlank()).forEach(p -> add(Path.of(p), how));
        }
    }

    private void variable(String name) {
        String folder = environment.get(name);
        if (folder != null && !folder.isBlank()) {
            toolkit(Path.of(folder), "in " + name);
        }
    }

    private void toolkit(Path folder, String how) {
        TOOLKIT.forEach(t -> add(folder.resolve(t), how));
    }

    /** What the system's loader has been told: one folder a line. */
    private void configured() {
        for (Path file : each(root.resolve("etc/ld.so.conf.d"), "*.conf")) {
            try {
                Files.readAllLines(file).stream().map(String::strip).filter(l -> l.startsWith("/")).forEach(l -> add(Path.of(l),
                        "in the system's folders"));
            } catch (IOException e) {
                continue; // a file that cannot be read names no folder
            }
        }
    }

    /** Pip and conda put libraries below a prefix; whose programs are on the PATH, its libraries are meant. */
    private void wheels() {
        List<Path> prefixes = new ArrayList<>();
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            String prefix = environment.getOrDefault(variable, "");
            if (!prefix.isBlank()) {
                prefixes.add(Path.of(prefix));
            }
        }
        for (String p : environment.getOrDefault("PATH", "").split(":")) {
            if (p.endsWith("/bin")) {
                prefixes.add(Path.of(p).getParent());
            }
        }
        if (environment.containsKey("HOME")) {
            prefixes.add(Path.of(environment.get("HOME"), ".local"));
        }
        prefixes.add(root.resolve("usr/local"));
        prefixes.add(root.resolve("usr"));
        prefixes.stream().distinct().forEach(this::wheels);
    }

    private void wheels(Path prefix) {
        for (Path lib : List.of(prefix.resolve("lib"), prefix.resolve("lib64"))) {
            List<Path> homes = new ArrayList<>(each(lib, "python3*").reversed());
            homes.add(lib.resolve("python3"));
            for (Path home : homes) {
                for (String packages : List.of("site-packages", "dist-packages")) {
                    each(home.resolve(packages).resolve("nvidia"), "*").reversed()
                            .forEach(p -> add(p.resolve("lib"), "in Python's wheels"));
                }
            }
        }
        add(prefix.resolve("lib"), "in " + prefix);
    }

    /** What a folder holds under names of this form, sorted; nothing where it is not there. */
    private static List<Path> each(Path folder, String form) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, form)) {
                all.forEach(found::add);
            } catch (IOException e) {
                return List.of(); // a folder that cannot be read holds nothing for us
            }
        }
        found.sort(null);
        return found;
    }
}
