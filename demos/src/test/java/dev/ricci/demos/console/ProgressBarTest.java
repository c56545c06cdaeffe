package dev.ricci.demos.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysShareRateTimeLeftAndNote() {
        ProgressBar bar = new ProgressBar(Console.plain(out), "epoch 1", 1000, "samples", () -> now);
        now += 2_000_000_000L;
        bar.advance(250);
        bar.note("loss 0.5");
        assertEquals("epoch 1   25%  125 samples/s  0:06 left  loss 0.5", bar.text());
    }

    @Test
    void inAFileWritesALineEveryFewSeconds() {
        try (ProgressBar bar = new ProgressBar(Console.plain(out), "work", 100, "steps", () -> now)) {
            for (int second = 0; second < 20; second++) {
                now += 1_000_000_000L;
                bar.advance(5);
            }
        }
        List<String> lines = written().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.getFirst().startsWith("work   25%"), lines.getFirst());
        assertTrue(lines.getLast().startsWith("work  100%"), lines.getLast());
        assertTrue(!written().contains("\r"));
    }

    @Test
    void onATerminalRedrawsWithinTheWidthAndLeavesNothing() {
        ProgressBar bar = new ProgressBar(Console.terminal(out, false, 40), "work", 100, "steps", () -> now);
        for (int i = 0; i < 100; i++) {
            now += 50_000_000L;
            bar.advance(1);
        }
        bar.close();
        assertTrue(!written().contains("\n"));
        List<String> drawn = Stream.of(written().split("\r")).skip(1).toList();
        assertTrue(drawn.size() >= 45 && drawn.size() <= 60, drawn.size() + " redraws in five seconds");
        for (String line : drawn) {
            assertTrue(line.endsWith("\u001b[K") && line.length() - 3 < 40, line);
        }
        assertEquals("\u001b[K", drawn.getLast());
    }

    @Test
    void ofNothingIsDone() {
        ProgressBar bar = new ProgressBar(Console.plain(out), "nothing", 0, "steps", () -> now);
        assertEquals("nothing  100%", bar.text());
    }
}
