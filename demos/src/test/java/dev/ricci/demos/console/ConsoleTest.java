package dev.ricci.demos.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static String shown(Charset charset, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console.plain(new PrintStream(bytes, true, charset)).line(text);
        return bytes.toString(charset).strip();
    }

    @Test
    void microsecondsAreReadableWhereOnlyAsciiIs() {
        assertEquals("840 us", shown(StandardCharsets.US_ASCII, Quantities.seconds(840e-6)));
        assertEquals("840 µs", shown(StandardCharsets.UTF_8, Quantities.seconds(840e-6)));
        assertEquals("bold", shown(StandardCharsets.UTF_8, "@|bold bold|@"));
    }
}
