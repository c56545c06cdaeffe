package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine; the network is never used. */
class DownloadTest {
    private static final byte[] CONTENT = "three blind mice ".repeat(20_000).getBytes();

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private byte[] zipped;
    private String sha;

    @BeforeEach
    void start() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(CONTENT);
        }
        zipped = out.toByteArray();
        sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", x -> answer(x, 200, zipped, zipped.length));
        server.createContext("/plain", x -> answer(x, 200, CONTENT, CONTENT.length));
        server.createContext("/gone", x -> answer(x, 404, new byte[0], 0));
        server.createContext("/other", x -> answer(x, 200, "another file".getBytes(), 12));
        server.createContext("/cut", x -> answer(x, 200, zipped, zipped.length + 1000));
        server.createContext("/moved", x -> {
            x.getResponseHeaders().add("Location", address("good").toString());
            answer(x, 302, new byte[0], 0);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange x, int status, byte[] body, long length) throws IOException {
        requests.incrementAndGet();
        x.sendResponseHeaders(status, length == 0 ? -1 : length);
        try (x) {
            x.getResponseBody().write(body);
        }
    }

    private URI address(String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getAddress().getPort() + "/" + path);
    }

    private Download file(String... paths) {
        return new Download("mice.gz", sha, Stream.of(paths).map(this::address).toList());
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void fetchesOnceAndKeeps() throws IOException {
        List<Long> seen = new ArrayList<>();
        Path f = file("good").into(folder, (name, done, total) -> {
            assertEquals("mice.gz", name);
            assertEquals(zipped.length, total);
            seen.add(done);
        });
        assertArrayEquals(zipped, Files.readAllBytes(f));
        assertEquals(0L, seen.getFirst());
        assertEquals(zipped.length, seen.getLast());
        assertTrue(file("good").isIn(folder));
        file("good").into(folder, Download.Progress.NONE);
        assertEquals(1, requests.get());
        assertEquals(1, files());
    }

    @Test
    void aDamagedFileInTheCacheIsFetchedAnew() throws IOException {
        Files.write(folder.resolve("mice.gz"), Arrays.copyOf(zipped, 100));
        assertFalse(file("good").isIn(folder));
        file("good").into(folder, Download.Progress.NONE);
        assertTrue(file("good").isIn(folder));
    }

    @Test
    void theNextMirrorIsTried() throws IOException {
        file("gone", "other", "cut", "moved").into(folder, Download.Progress.NONE);
        assertTrue(file("good").isIn(folder));
        assertEquals(1, files());
    }

    @Test
    void aPlainFileIsCheckedAsItIs() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(file("plain").into(folder, Download.Progress.NONE)));
    }

    @Test
    void whenNoMirrorHelpsTheMessageSaysWhatToDo() throws IOException {
        URI closed;
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + s.getLocalPort() + "/x");
        }
        Download d = new Download("mice.gz", sha, List.of(address("gone"), address("other"), address("cut"), closed));
        String message = assertThrows(IOException.class, () -> d.into(folder, Download.Progress.NONE)).getMessage();
        assertTrue(message.contains("answered 404"), message);
        assertTrue(message.contains("SHA-256 is "), message);
        assertTrue(message.contains(closed.toString()), message);
        assertTrue(message.contains("by hand from one of these addresses into " + folder.toAbsolutePath()), message);
        assertEquals(0, files());
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path below = file.resolve("below");
        String message = assertThrows(IOException.class, () -> file("good").into(below, Download.Progress.NONE)).getMessage();
        assertTrue(message.contains("cannot make the folder") && message.contains("-Dricci.cache=FOLDER"), message);
        assertEquals(0, requests.get());
    }

    @Test
    void namesAndPlaces() {
        assertThrows(IllegalArgumentException.class, () -> new Download("../x", sha, List.of(address("good"))));
        assertThrows(IllegalArgumentException.class, () -> new Download("x", "12", List.of(address("good"))));
        assertThrows(IllegalArgumentException.class, () -> new Download("x", sha, List.of()));
        assertEquals(4, Download.mnist().size());
        assertEquals("train-images-idx3-ubyte.gz", Download.mnist().getFirst().name());
        String before = System.getProperty(Download.CACHE_PROPERTY);
        try {
            System.setProperty(Download.CACHE_PROPERTY, folder.toString());
            assertEquals(folder.resolve("mnist"), Download.cache("mnist"));
        } finally {
            if (before == null) {
                System.clearProperty(Download.CACHE_PROPERTY);
                assertTrue(Download.cache("mnist").endsWith(Path.of("ricci", "mnist")));
            } else {
                System.setProperty(Download.CACHE_PROPERTY, before);
            }
        }
    }
}
