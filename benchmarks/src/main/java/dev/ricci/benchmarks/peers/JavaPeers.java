package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ND4J and EJML in a JVM of their own, which the module {@code benchmarks/java-peers} builds when it is asked to. */
public final class JavaPeers implements AutoCloseable {
    private static final String READY = "ready ";
    private static final String MAIN = "dev.ricci.benchmarks.javapeers.JavaPeer";
    private static final String BUILD = "build them first: ./ricci mvn -q -Pjava-peers -pl benchmarks/java-peers package";

    private final PeerProcess process;

    /**
     * Starts them.
     *
     * @param threads for ND4J's own pool; EJML has one
     * @throws IllegalArgumentException when they are not built
     */
    public JavaPeers(int threads) throws IOException {
        Path module = module();
        Path list = module.resolve("target/classpath.txt");
        if (!Files.exists(list)) {
            throw new IllegalArgumentException("the Java peers are not there; " + BUILD);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = module.resolve("target/classes") + File.pathSeparator + Files.readString(list).strip();
        process = new PeerProcess("java peers", List.of(java, "-XX:ActiveProcessorCount=" + threads, "-Xmx4g", "-cp", path, MAIN));
        if (!process.greeting().startsWith(READY)) {
            close();
            throw new IllegalArgumentException("the Java peers did not start; " + BUILD);
        }
    }

    /** Beside the classes of the benchmarks. */
    private static Path module() {
        try {
            Path classes = Path.of(JavaPeers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path up = classes.getParent() == null ? classes : classes.getParent().getParent();
            return (up == null ? classes : up).resolve("java-peers");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Their versions. */
    public String version() {
        return process.greeting().substring(READY.length());
    }

    /** One of their cases with its numbers, like {@code ejml-svd 1000 1000}. */
    public Subject work(String name) {
        return process.work(name);
    }

    @Override
    public void close() {
        process.close();
    }
}
