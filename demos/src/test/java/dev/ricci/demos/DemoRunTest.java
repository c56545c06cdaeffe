package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

class DemoRunTest {
    private static final DemoRun.Effort LITTLE = new DemoRun.Effort(600, 100, 2, 0.0001);

    @TempDir private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Console console = Console.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String page(Interrupts interrupts) throws IOException {
        try (Backend cpu = Devices.open("cpu", DeviceOptions.DEFAULT)) {
            Path file = folder.resolve("demo.html");
            new DemoRun(LITTLE, List.of(cpu), console, interrupts).run().write(file);
            return Files.readString(file);
        }
    }

    @Test
    void showsAllOfItInOnePage() throws IOException {
        String html;
        try (Interrupts interrupts = Interrupts.watch(console::line)) {
            html = page(interrupts);
        }
        String[] chapters = {"How it learnt", "What it gets right and wrong", "Principal components", "How performance scales"};
        for (String heading : chapters) {
            assertTrue(html.contains(">" + heading + "</h2>"), heading);
        }
        assertEquals(2 + 5, html.split("\"kind\":\"lines\"", -1).length - 1, "two curves and five scans");
        String out = bytes.toString(StandardCharsets.UTF_8);
        for (String table : new String[] {"Network width", "Batch", "Threads", "Data size", "test accuracy", "components keep"}) {
            assertTrue(out.contains(table), table + " in " + out);
        }
    }

    @Test
    void comparesDevices() throws IOException {
        try (Backend one = Devices.open("cpu", new DeviceOptions(1, 0));
                Backend two = Devices.open("cpu", new DeviceOptions(2, 0));
                Interrupts interrupts = Interrupts.watch(console::line)) {
            DemoRun.Effort least = new DemoRun.Effort(200, 20, 1, 0);
            Path file = folder.resolve("two.html");
            new DemoRun(least, List.of(one, two), console, interrupts).run().write(file);
            assertTrue(Files.readString(file).contains("<dt>cpu against cpu</dt>"));
        }
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("Device against device"));
    }

    @Test
    void afterCtrlCThereIsStillAPage() throws IOException, InterruptedException {
        try (Interrupts interrupts = Interrupts.watch(console::line)) {
            Signal.raise(new Signal("INT"));
            for (int i = 0; i < 200 && !interrupts.requested(); i++) {
                Thread.sleep(10);
            }
            String html = page(interrupts);
            assertTrue(html.contains("\"kind\":\"confusion\"") && !html.contains("How performance scales"));
        }
    }
}
