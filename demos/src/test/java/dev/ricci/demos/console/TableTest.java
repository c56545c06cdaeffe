package dev.ricci.demos.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void alignsWordsLeftAndNumbersRight() {
        new Table("device", "rate").row("cpu", "9").row("a long name", "12.5k").print(Console.plain(out));
        assertEquals("""
                  device        rate
                  cpu              9
                  a long name  12.5k
                """.indent(0).lines().map(l -> l + "\n").reduce("", String::concat), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThrows(AssertionError.class, () -> new Table("a", "b").row("1"));
    }

    @Test
    void coloursOnlyWhereThereAreColours() {
        assertEquals("plain", Console.plain(out).styled("@|red plain|@"));
        assertEquals("\u001b[31mred\u001b[39m\u001b[0m", Console.terminal(out, true, 80).styled("@|red red|@"));
    }

    @Test
    void quantitiesHaveThreeDigits() {
        assertEquals("950", Quantities.count(950));
        assertEquals("12.4k", Quantities.count(12_400));
        assertEquals("3.05M", Quantities.count(3_050_000));
        assertEquals("1:05", Quantities.duration(65));
        assertEquals("1:02:30", Quantities.duration(3750));
        assertEquals("12.5 ms", Quantities.seconds(0.0125));
        assertEquals("97.83 %", Quantities.percent(0.9783));
    }
}
