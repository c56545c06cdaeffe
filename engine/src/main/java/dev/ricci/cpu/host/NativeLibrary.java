package dev.ricci.cpu.host;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;

/**
 * Shared libraries that lie in a jar of Bytedeco's on the class path: unpacked once into the user's cache, then opened.
 *
 * <p>Done here and not by JavaCPP's Loader, which would load its own glue code (24 MB) along with the library.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /** The platform as Bytedeco names it, like linux-x86_64. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String kernel = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macosx" : "linux";
        String processor = arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch;
        return kernel + "-" + processor;
    }

    /**
     * Opens a library and, where the system lacks them, its neighbours that it needs.
     *
     * @param folder the folder of resources, without the platform
     * @param name how the library's file name begins
     * @throws IOException when it is not there or cannot be unpacked
     * @throws IllegalArgumentException when the system's loader refuses it
     */
    static SymbolLookup open(String folder, String name) throws IOException {
        String place = folder + "/" + platform() + "/";
        URL url = resource(place, name);
        List<Path> all = unpack(url, place);
        Path library = all.stream().filter(p -> p.getFileName().toString().startsWith(name)).findFirst().orElseThrow();
        try {
            return lookup(library);
        } catch (IllegalArgumentException e) {
            openNeighbours(all, library);
            return lookup(library);
        }
    }

    /**
     * A second copy, with variables of its own, of a library that {@link #open} has opened.
     *
     * @throws IOException when it cannot be written beside the first
     */
    static SymbolLookup openCopy(String folder, String name) throws IOException {
        String place = folder + "/" + platform() + "/";
        List<Path> all = unpack(resource(place, name), place);
        Path library = all.stream().filter(p -> p.getFileName().toString().startsWith(name)).findFirst().orElseThrow();
        Path copy = library.resolveSibling("second-" + library.getFileName());
        if (!Files.exists(copy) || Files.size(copy) != Files.size(library)) {
            try (InputStream in = Files.newInputStream(library)) {
                write(in, copy);
            }
        }
        return lookup(copy);
    }

    /** Everything is bound at once where the loader can: a library opened later, like MKL, offers functions of the same names. */
    private static SymbolLookup lookup(Path library) {
        if (DynamicLoader.present()) {
            try {
                DynamicLoader.open(library, DynamicLoader.NOW);
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return SymbolLookup.libraryLookup(library, Arena.global());
    }

    /** A neighbour may need another one: with two rounds each finds what it needs. One that fails shows in the library's own failure. */
    private static void openNeighbours(List<Path> all, Path library) {
        for (int round = 0; round < 2; round++) {
            for (Path p : all) {
                if (!p.equals(library)) {
                    try {
                        SymbolLookup.libraryLookup(p, Arena.global());
                    } catch (IllegalArgumentException e) {
                        continue;
                    }
                }
            }
        }
    }

    private static URL resource(String place, String name) throws IOException {
        ClassLoader loader = NativeLibrary.class.getClassLoader();
        for (String ending : List.of(".so.0", ".so", ".0.dylib", ".dylib", ".dll")) {
            URL url = loader.getResource(place + name + ending);
            if (url != null) {
                return url;
            }
        }
        throw new IOException("no native for " + platform() + " on the class path");
    }

    /** Unpacks every library that stands beside the one at url, and gives their paths. */
    private static List<Path> unpack(URL url, String place) throws IOException {
        URLConnection connection = url.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            throw new IOException("the native at " + url + " is not in a jar");
        }
        String version = Path.of(jar.getJarFileURL().getPath()).getFileName().toString().replace(".jar", "");
        Path target = cache(version);
        List<Path> paths = new ArrayList<>();
        for (JarEntry entry : (Iterable<JarEntry>) jar.getJarFile().stream()::iterator) {
            String file = entry.getName();
            boolean direct = file.startsWith(place) && file.indexOf('/', place.length()) < 0;
            if (direct && file.matches(".*\\.(so|so\\.\\d+|dylib|dll)") && !file.matches(".*/(lib)?jni[^/]*")) {
                Path to = target.resolve(file.substring(place.length()));
                if (!Files.exists(to) || Files.size(to) != entry.getSize()) {
                    try (InputStream in = jar.getJarFile().getInputStream(entry)) {
                        write(in, to);
                    }
                }
                paths.add(to);
            }
        }
        return paths;
    }

    private static void write(InputStream in, Path to) throws IOException {
        Path part = Files.createTempFile(to.getParent(), "part", null);
        try {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The user's own cache, where nobody else can put a library; a fresh private folder where the home cannot be written. */
    private static Path cache(String version) throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "ricci", "native", version);
        try {
            return Files.createDirectories(home);
        } catch (IOException | UnsupportedOperationException e) {
            return Files.createTempDirectory("ricci-native");
        }
    }
}
