package dev.ricci.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Remakes stale PTX files where nvcc and ptxas are on the PATH: {@code ./ricci mvn -Pptx -pl cuda-kernels package}. */
final class MakePtx {
    /** Turing, Ampere, Hopper, Blackwell (servers), Blackwell (desktops): what the lowered text must assemble for. */
    static final List<String> TARGETS = List.of("sm_75", "sm_80", "sm_90", "sm_100", "sm_120");

    private MakePtx() {}

    /** Takes the folder of the sources and the folder of the results. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            throw new IllegalArgumentException("MakePtx: two folders wanted, the sources' and the results'");
        }
        Path results = Path.of(args[1]);
        for (Path kernel : Sources.kernels(Path.of(args[0]))) {
            Path ptx = results.resolve(Sources.name(kernel) + ".ptx");
            String line = Sources.HASH_LINE + Sources.hash(kernel);
            if (Files.exists(ptx) && Files.readString(ptx).startsWith(line + "\n")) {
                continue;
            }
            make(kernel, ptx, line);
            System.out.println("made " + ptx.getFileName());
        }
    }

    private static void make(Path kernel, Path ptx, String hashLine) throws IOException, InterruptedException {
        Path made = ptx.resolveSibling(ptx.getFileName() + ".tmp");
        try {
            run("nvcc", "-ptx", "-arch=compute_75", "-I", kernel.getParent().toString(), "-o", made.toString(), kernel.toString());
            String text = Kernels.lowered(Files.readString(made));
            Files.writeString(made, hashLine + "\n" + text);
            for (String target : TARGETS) {
                run("ptxas", "-arch=" + target, "-o", "/dev/null", made.toString());
            }
            Files.move(made, ptx, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with status " + status);
        }
    }
}
