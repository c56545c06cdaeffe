package dev.ricci.demos;

import dev.ricci.demos.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command line that ran in this process: its exit code and what it wrote. */
record Ran(int exitCode, String out, String errors) {
    static Ran of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = Main.execute(Console.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                new PrintStream(errors, true, StandardCharsets.UTF_8), args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
