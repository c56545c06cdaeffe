package dev.ricci.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** One attempt to fetch a file from one address. */
record Transfer(String name, URI from, Download.Progress progress) {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long MOST = 1L << 34;

    /** The address did not give the right file; another one might. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Fetches beside the file, checks, and renames. */
    void into(Path file, String sha256) throws IOException, Refused {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "." + name + ".", ".part");
        try {
            fetch(part);
            String found = Sha256.ofUnpacked(part);
            if (!found.equals(sha256)) {
                throw new Refused("SHA-256 is " + (found.isEmpty() ? "that of damaged gzip data" : found) + ", should be " + sha256, null);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void fetch(Path part) throws IOException, Refused {
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(CONNECT).build()) {
            HttpRequest request = HttpRequest.newBuilder(from).timeout(ANSWER).build();
            HttpResponse<InputStream> answer = send(client, request);
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new Refused("the server answered " + answer.statusCode(), null);
                }
                copy(body, part, answer.headers().firstValueAsLong("content-length").orElse(-1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("download: " + name + " was interrupted; run it again", e);
        } catch (ReadFailed e) {
            throw new Refused(reason(e.getCause()), e);
        }
    }

    private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request) throws ReadFailed, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new ReadFailed(e);
        }
    }

    /** Tells a broken connection, after which another mirror is tried, from a full disk, after which it is not. */
    private static final class ReadFailed extends IOException {
        private static final long serialVersionUID = 1;

        ReadFailed(IOException cause) {
            super(cause);
        }
    }

    private void copy(InputStream body, Path part, long total) throws IOException {
        try (OutputStream out = Files.newOutputStream(part)) {
            byte[] chunk = new byte[1 << 16];
            long done = 0;
            progress.bytes(name, 0, total);
            for (int n = read(body, chunk); n >= 0; n = read(body, chunk)) {
                out.write(chunk, 0, n);
                done += n;
                progress.bytes(name, done, total);
                if (done > MOST) {
                    throw new ReadFailed(new IOException("more than " + MOST + " bytes came"));
                }
            }
        }
    }

    private static int read(InputStream body, byte[] chunk) throws ReadFailed {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw new ReadFailed(e);
        }
    }

    private static String reason(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "no such host, or no network";
            }
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        return e.getMessage() != null ? e.getMessage() : "no connection; is there a network?";
    }
}
