package dev.ricci.cpu.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of an MKL on this machine, looked for where the property {@code ricci.mkl} says, else below MKLROOT, on LD_LIBRARY_PATH,
 * in an active environment of Python, and in the system's folders.
 *
 * @param entry the library of MKL that opens all others
 * @param parts what it opens, in the order in which they need each other
 * @param layer the threads: 0 Intel's, 1 none, 3 GNU's
 */
record MklFiles(Path entry, List<Path> parts, int layer) {
    static final int INTEL = 0;
    static final int SEQUENTIAL = 1;
    static final int GNU = 3;

    private static final List<String> VERSIONS = List.of(".so.2", ".so.1", ".so");
    private static final List<String> SYSTEM = List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib");

    /** @throws IOException with the reason where there is none, or one that must not be opened */
    static MklFiles find() throws IOException {
        String wish = System.getProperty("ricci.mkl");
        List<Path> folders = wish != null ? List.of(Path.of(wish)) : folders();
        for (Path folder : folders) {
            Optional<Path> entry = file(folder, "libmkl_rt");
            if (entry.isPresent()) {
                return in(entry.get().toRealPath().getParent(), entry.get(), folders);
            }
        }
        throw new IOException(wish != null ? "no libmkl_rt in " + wish : "not found; set MKLROOT or -Dricci.mkl=/its/folder");
    }

    private static MklFiles in(Path folder, Path entry, List<Path> folders) throws IOException {
        List<Path> parts = new ArrayList<>();
        parts.add(needed(folder, "libmkl_core"));
        int layer = threads(folder, folders, parts);
        parts.add(needed(folder, "libmkl_intel_lp64"));
        List<Path> whole = new ArrayList<>(parts);
        whole.add(entry);
        String suited = kernels();
        boolean kernels = false;
        for (String name : List.of("avx512", "avx2", "avx", "mc3", "def", "vml_avx512", "vml_avx2", "vml_def", "vml_cmpt")) {
            Optional<Path> file = file(folder, "libmkl_" + name);
            file.ifPresent(whole::add);
            kernels |= file.isPresent() && (name.equals(suited) || name.equals("def"));
        }
        if (!kernels) {
            throw new IOException(folder + " has no libmkl_" + suited + ", which this processor needs");
        }
        for (Path file : whole) {
            SharedObject.check(file);
        }
        return new MklFiles(entry, parts, layer);
    }

    /** Adds the library of threads, and before it what that needs. */
    private static int threads(Path folder, List<Path> folders, List<Path> parts) throws IOException {
        List<Path> more = new ArrayList<>(List.of(folder));
        more.addAll(folders);
        more.add(folder.resolve("../../../compiler/latest/lib")); // where Intel's installer puts it
        Optional<Path> own = more.stream().flatMap(f -> file(f, "libiomp5").stream()).findFirst();
        Optional<Path> intel = file(folder, "libmkl_intel_thread");
        if (own.isPresent() && intel.isPresent()) {
            parts.add(own.get());
            parts.add(intel.get());
            return INTEL;
        }
        Optional<Path> gnu = file(folder, "libmkl_gnu_thread");
        if (gnu.isPresent() && opens("libgomp.so.1")) {
            parts.add(gnu.get());
            return GNU;
        }
        parts.add(needed(folder, "libmkl_sequential"));
        return SEQUENTIAL;
    }

    private static boolean opens(String name) {
        try {
            DynamicLoader.open(name, DynamicLoader.LAZY | DynamicLoader.GLOBAL);
            return true;
        } catch (IOException e) {
            return false; // then not these threads
        }
    }

    /** The kernels that MKL chooses here. */
    private static String kernels() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String flags = lines.filter(line -> line.startsWith("flags")).findFirst().orElse("") + " ";
            return flags.contains(" avx512f ") ? "avx512" : flags.contains(" avx2 ") ? "avx2" : "def";
        }
    }

    private static Path needed(Path folder, String name) throws IOException {
        return file(folder, name).orElseThrow(() -> new IOException(folder + " has no " + name));
    }

    private static Optional<Path> file(Path folder, String name) {
        return VERSIONS.stream().map(v -> folder.resolve(name + v)).filter(Files::isRegularFile).findFirst();
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        below(folders, "MKLROOT", "lib", "lib/intel64");
        String path = System.getenv("LD_LIBRARY_PATH");
        for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        below(folders, "VIRTUAL_ENV", "lib");
        below(folders, "CONDA_PREFIX", "lib");
        SYSTEM.forEach(folder -> folders.add(Path.of(folder)));
        return folders;
    }

    private static void below(List<Path> folders, String variable, String... names) {
        String root = System.getenv(variable);
        for (String name : names) {
            if (root != null && !root.isBlank()) {
                folders.add(Path.of(root, name));
            }
        }
    }
}
