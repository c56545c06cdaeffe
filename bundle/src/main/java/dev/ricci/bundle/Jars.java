package dev.ricci.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies jars, without what a bundle has no use for, and makes jars of folders. */
final class Jars {
    /** What is kept of a jar, by how its name begins; every other jar is copied whole. */
    private static final Map<String, String> KEPT = Map.of(
            "openblas-", "org/bytedeco/openblas/linux-x86_64/lib(openblas|gfortran|quadmath|gcc_s)\\.so\\.\\d+",
            "jcuda-natives-", "lib/libJCudaDriver-.*",
            "jcublas-natives-", "lib/libJCublas2-.*",
            "echarts-", "META-INF/resources/webjars/echarts/[^/]+/echarts\\.min\\.js");

    private static final String ABOUT = "META-INF/(MANIFEST\\.MF|maven/.*/pom\\..*|[^/]*LICEN[CS]E[^/]*|[^/]*NOTICE[^/]*)|LICEN[CS]E.*";

    private Jars() {}

    /**
     * Copies a jar into a folder under its own name.
     *
     * @throws IllegalStateException when nothing of what should be kept is in it: it is another version, and the table above is to change
     */
    static void copy(Path jar, Path folder) throws IOException {
        String name = jar.getFileName().toString();
        Path to = folder.resolve(name);
        for (Map.Entry<String, String> kept : KEPT.entrySet()) {
            if (name.startsWith(kept.getKey())) {
                trim(jar, to, Pattern.compile(kept.getValue()).asMatchPredicate());
                return;
            }
        }
        Files.copy(jar, to);
    }

    /** Copies the entries that are kept, and those that say what the jar is and under which licence. */
    static void trim(Path jar, Path to, Predicate<String> kept) throws IOException {
        Predicate<String> about = Pattern.compile(ABOUT).asMatchPredicate();
        int found = 0;
        try (ZipFile from = new ZipFile(jar.toFile()); ZipOutputStream out = open(to)) {
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry e = entries.nextElement();
                boolean wanted = kept.test(e.getName());
                found += wanted ? 1 : 0;
                if (!e.isDirectory() && (wanted || about.test(e.getName()))) {
                    out.putNextEntry(new ZipEntry(e.getName()));
                    from.getInputStream(e).transferTo(out);
                }
            }
        }
        if (found == 0) {
            throw new IllegalStateException(jar + " has nothing of what the bundle keeps of it; dev.ricci.bundle.Jars says what that is");
        }
    }

    /** Packs every file of a folder. */
    static void pack(Path folder, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (ZipOutputStream out = open(to)) {
            for (Path p : files) {
                out.putNextEntry(new ZipEntry(folder.relativize(p).toString()));
                Files.copy(p, out);
            }
        }
    }

    private static ZipOutputStream open(Path to) throws IOException {
        OutputStream file = Files.newOutputStream(to);
        return new ZipOutputStream(file);
    }
}
