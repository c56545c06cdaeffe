package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void withoutACommandShowsTheHelp() {
        Ran ran = Ran.of();
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("devices") && ran.out().contains("Examples:"), ran.out());
        assertEquals(ran.out(), Ran.of("--help").out());
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        for (String command : new String[] {"demo", "train", "pca", "devices"}) {
            String help = Ran.of(command, "--help").out();
            assertTrue(help.contains("Examples:") && help.contains("  ricci " + command), help);
        }
    }

    @Test
    void optionsStandUnderHeadings() {
        String help = Ran.of("train", "--help").out();
        int at = 0;
        for (String heading : new String[] {"Data:", "Model:", "Learning:", "Device:", "Weights:", "Results:", "Other:"}) {
            int next = help.indexOf("\n" + heading + "\n");
            assertTrue(next > at, heading + " in " + help);
            at = next;
        }
        assertTrue(help.indexOf("--batch=N  ") > help.indexOf("Learning:"));
    }

    @Test
    void aWrongOptionIsOneLineWithAGuess() {
        Ran ran = Ran.of("devices", "--debu");
        assertEquals(2, ran.exitCode());
        assertEquals("ricci: unknown option '--debu', did you mean --debug?; see 'ricci devices --help'\n", ran.errors());
        assertEquals("", ran.out());
    }

    @Test
    void aWrongCommandIsOneLine() {
        Ran ran = Ran.of("devises");
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.errors().lines().count(), ran.errors());
        assertTrue(ran.errors().startsWith("ricci: unknown command 'devises'"), ran.errors());
    }
}
