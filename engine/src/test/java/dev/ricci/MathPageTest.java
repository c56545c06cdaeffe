package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The formulas of docs/MATH.md are such as GitHub shows. It reads Markdown before mathematics, so between dollar signs a backslash before
 * anything but a letter is lost, signs of emphasis, links and tables count, and a formula ends with its line; in a block fenced as
 * {@code math} nothing is read. Some macros are refused everywhere.
 */
class MathPageTest {
    private static final Pattern INLINE = Pattern.compile("\\$([^$]*)\\$");
    private static final Pattern REFUSED = Pattern.compile("\\\\(operatorname|mbox|phantom|def|newcommand|require)\\b");
    private static final Pattern MARKDOWN = Pattern.compile("\\\\[^a-zA-Z]|[<>*`]|]\\(|[})\\]|]_");

    @Test
    void everyFormulaIsShown() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/MATH.md"));
        assertEquals(List.of(), breaches(page));
        assertTrue(page.split("```math\n").length > 30, "blocks");
        assertTrue(INLINE.matcher(page).results().count() > 300, "formulas in lines");
    }

    @Test
    void plantedBreachesAreFound() {
        assertEquals(List.of(), breaches("The $x_i$, and ($a \\lt b$):\n\n```math\n\\bar x = \\left( a \\right) \\\\ - b\n```\n"));
        for (String line : List.of("one $x", "$ x$", "$x $", "$\\{x\\}$", "$a\\,b$", "$a < b$", "a$x$", "$x$b", "$\\operatorname{tr}(A)$", "$$x$$",
                "$\\frac{a}{b$", "$x}{y$", "$A^*$", "$[a](b)$", "$\\bar{x}_i$", "| $|x|$ | 1 |", "```math\nx\n", "```math\n```",
                "```math\n\\left( x\n```", "```math\n\\begin{aligned} x\n```", "```math\n$x$\n```", "```math\n\\operatorname{tr} A\n```")) {
            assertEquals(1, breaches(line + "\n").size(), line + breaches(line + "\n"));
        }
    }

    private static List<String> breaches(String page) {
        List<String> found = new ArrayList<>();
        StringBuilder block = null;
        String fence = null;
        for (String line : page.lines().toList()) {
            if (line.startsWith("```")) {
                if (fence == null) {
                    fence = line.substring(3).strip();
                    block = new StringBuilder();
                } else {
                    if (fence.equals("math")) {
                        block(block.toString(), found);
                    }
                    fence = null;
                }
            } else if (fence != null) {
                block.append(line).append('\n');
            } else {
                line(line, found);
            }
        }
        if (fence != null) {
            found.add("a block is not closed: " + block);
        }
        return found;
    }

    private static void block(String formula, List<String> found) {
        String wrong = formula.isBlank() ? "is empty" : formula.contains("$") ? "has dollar signs" : unbalanced(formula);
        if (wrong != null) {
            found.add("a block " + wrong + ": " + formula);
        }
    }

    private static void line(String line, List<String> found) {
        String text = line.replaceAll("`[^`]*`", "code");
        if (text.contains("$$")) {
            found.add("take a block fenced as math: " + line);
        } else if (text.chars().filter(c -> c == '$').count() % 2 != 0) {
            found.add("a formula ends with its line: " + line);
        } else {
            for (Matcher m = INLINE.matcher(text); m.find();) {
                String wrong = inline(text, m);
                if (wrong != null) {
                    found.add(m.group() + " " + wrong + ": " + line);
                }
            }
        }
    }

    private static String inline(String text, Matcher m) {
        String formula = m.group(1);
        if (formula.isEmpty() || !formula.equals(formula.strip())) {
            return "begins or ends with a blank";
        }
        boolean joined = m.start() > 0 && Character.isLetterOrDigit(text.charAt(m.start() - 1))
                || m.end() < text.length() && Character.isLetterOrDigit(text.charAt(m.end()));
        if (joined) {
            return "touches a letter";
        }
        Matcher read = MARKDOWN.matcher(formula);
        if (read.find()) {
            return "has '" + read.group() + "', which Markdown reads";
        }
        return text.startsWith("|") && formula.contains("|") ? "has a bar, which ends a cell" : unbalanced(formula);
    }

    private static String unbalanced(String formula) {
        Matcher refused = REFUSED.matcher(formula);
        if (refused.find()) {
            return "has " + refused.group() + ", which GitHub refuses";
        }
        int depth = 0;
        String plain = formula.replaceAll("\\\\[{}\\\\]", "");
        for (char c : plain.toCharArray()) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                break;
            }
        }
        boolean pairs = count(formula, "\\\\left\\b") == count(formula, "\\\\right\\b")
                && count(formula, "\\\\begin\\b") == count(formula, "\\\\end\\b");
        return depth == 0 && pairs ? null : "has an open bracket";
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
