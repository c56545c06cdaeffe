package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** docs/OPERATIONS.md says of every operation what it is asked; with -Dricci.test.docs=write it is written again first. */
@EnabledIf("isThere")
class OperationsPageTest {
    private static final Path PAGE = Path.of("../docs/OPERATIONS.md");

    static boolean isThere() {
        return Files.exists(PAGE.getParent());
    }

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        String text = OperationsPage.text();
        if ("write".equals(System.getProperty("ricci.test.docs"))) {
            Files.writeString(PAGE, text);
        }
        List<String> said = Files.readAllLines(PAGE);
        String remedy = "docs/OPERATIONS.md is not what the rows say; run this test with -Dricci.test.docs=write";
        List<String> rows = text.lines().toList();
        assertEquals(List.of(), rows.stream().filter(line -> !said.contains(line)).limit(5).toList(), remedy);
        assertEquals(List.of(), said.stream().filter(line -> !rows.contains(line)).limit(5).toList(), remedy);
        assertEquals(rows, said, remedy);
    }
}
