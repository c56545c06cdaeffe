package dev.ricci.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries are found wherever toolkits, systems and wheels put them, in the order that the user expects. */
class LibraryFinderTest {
    private static final String NAME = "libnvrtc.so.13";

    @TempDir
    Path root;

    private Path put(String folder) throws IOException {
        Path file = root.resolve(folder).resolve(NAME);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private Optional<LibraryPlace> find(Map<String, String> environment) {
        return new LibraryFinder(root, environment, null).place(NAME);
    }

    @Test
    void nothingIsThere() {
        assertEquals(Optional.empty(), find(Map.of("PATH", "/nowhere/bin:/", "LD_LIBRARY_PATH", "")));
    }

    @Test
    void eachPlaceIsLookedInto() throws IOException {
        for (String folder : new String[] {"usr/lib/x86_64-linux-gnu", "usr/local/cuda/lib64",
            "usr/local/cuda-13.0/targets/x86_64-linux/lib",
            "usr/local/lib/python3.12/dist-packages/nvidia/cu13/lib", "usr/lib/python3/dist-packages/nvidia/cuda_nvrtc/lib"}) {
            Path file = put(folder);
            assertEquals(file, find(Map.of()).orElseThrow().path());
            Files.delete(file);
        }
    }

    @Test
    void variablesNameFolders() throws IOException {
        Path toolkit = put("toolkit/targets/x86_64-linux/lib");
        assertEquals(new LibraryPlace(toolkit, "in CUDA_HOME"), find(Map.of("CUDA_HOME", root + "/toolkit")).orElseThrow());
        Path path = put("a/b");
        assertEquals(new LibraryPlace(path, "in LD_LIBRARY_PATH"), find(Map.of("LD_LIBRARY_PATH", "/x:" + root + "/a/b")).orElseThrow());
        Path wheel = put("venv/lib/python3.11/site-packages/nvidia/cu13/lib");
        assertEquals(new LibraryPlace(wheel, "in Python's wheels"), find(Map.of("VIRTUAL_ENV", root + "/venv")).orElseThrow());
        assertEquals(wheel, find(Map.of("PATH", "/usr/bin:" + root + "/venv/bin")).orElseThrow().path());
        Path conda = put("conda/lib");
        assertEquals(conda, find(Map.of("CONDA_PREFIX", root + "/conda")).orElseThrow().path());
    }

    @Test
    void theUsersOwnFolderComesFirstAndNewerToolkitsBeforeOlder() throws IOException {
        put("usr/local/cuda-12.9/lib64");
        Path newer = put("usr/local/cuda-13.0/lib64");
        assertEquals(newer, find(Map.of()).orElseThrow().path());
        Path own = put("own");
        LibraryPlace place = new LibraryFinder(root, Map.of(), root + "/own").place(NAME).orElseThrow();
        assertEquals(own, place.path());
        assertTrue(place.how().contains("ricci.cuda.libraries"));
    }

    @Test
    void foldersOfTheLoadersConfiguration() throws IOException {
        Path file = put("somewhere/lib");
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.writeString(root.resolve("etc/ld.so.conf.d/some.conf"), "# folders\n" + root + "/somewhere/lib\n");
        assertEquals(file, find(Map.of()).orElseThrow().path());
    }
}
