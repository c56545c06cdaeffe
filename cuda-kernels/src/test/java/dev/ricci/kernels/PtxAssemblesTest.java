package dev.ricci.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every checked-in PTX assembles for the oldest and the newest GPUs we support, where ptxas is there to ask; for all generations between,
 * too, it was assembled when it was made, and is again with {@code -Dptx.targets=all}.
 */
class PtxAssemblesTest {
    private static final Path PTX = Path.of("src/main/resources/dev/ricci/kernels");
    private static final Path STAMPS = Path.of("target/assembled");

    @Test
    void everyPtxAssembles() throws Exception {
        String version;
        try {
            version = run("ptxas", "--version");
        } catch (IOException e) {
            Assumptions.abort("ptxas is not on the PATH; every PTX was assembled when it was made");
            return;
        }
        Files.createDirectories(STAMPS);
        List<Callable<String>> work = new ArrayList<>();
        for (Path ptx : Sources.withEnding(PTX, ".ptx")) {
            for (String target : targets()) {
                work.add(() -> assemble(ptx, target, version));
            }
        }
        List<String> failures = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<String> one : pool.invokeAll(work)) {
                if (!one.get().isEmpty()) {
                    failures.add(one.get());
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    private static List<String> targets() {
        List<String> all = MakePtx.TARGETS;
        return "all".equals(System.getProperty("ptx.targets")) ? all : List.of(all.getFirst(), all.getLast());
    }

    /**
     * The complaint, or nothing; what once assembled is not tried again until text or ptxas change. Without optimisation, which takes
     * twice as long and took place when it was made.
     */
    private static String assemble(Path ptx, String target, String version) throws IOException, InterruptedException {
        var digest = Sources.sha256();
        digest.update((version + target).getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(ptx));
        Path stamp = STAMPS.resolve(Sources.name(ptx) + "-" + target);
        String hash = HexFormat.of().formatHex(digest.digest());
        if (Files.exists(stamp) && Files.readString(stamp).equals(hash)) {
            return "";
        }
        try {
            run("ptxas", "-O0", "-arch=" + target, "-o", "/dev/null", ptx.toString());
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
        Files.writeString(stamp, hash);
        return "";
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
        }
        return output;
    }
}
