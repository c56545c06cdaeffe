package dev.ricci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java of docs/CHEATSHEET.md: cells of tables with what they give, and blocks, as one class that can be compiled. */
final class CheatSheet {
    /** A line of the page with an expression to look at: what it is to give, or nothing. */
    record Cell(int line, String code, String gives) {}

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern RESULT = Pattern.compile("(\\w+) = [^;]*;\\s+// (\\[.*|-?\\d.*)$");
    private static final int COLUMN = 2;

    private final List<Cell> cells = new ArrayList<>();
    private final StringBuilder methods = new StringBuilder();
    private String fields = "";

    private CheatSheet() {}

    static Path page() {
        return Repository.root().resolve("docs/CHEATSHEET.md");
    }

    static CheatSheet read() throws IOException {
        CheatSheet sheet = new CheatSheet();
        List<String> lines = Files.readAllLines(page());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```java")) {
                int from = ++i;
                while (!lines.get(i).equals("```")) {
                    i++;
                }
                sheet.block(from, lines.subList(from, i));
            } else if (lines.get(i).startsWith("| ")) {
                sheet.row(i + 1, lines.get(i));
            }
        }
        return sheet;
    }

    /** The first block has what all others use. Of the others each line that ends in a result is looked at. */
    private void block(int line, List<String> lines) {
        if (fields.isEmpty()) {
            fields = String.join("\n", lines);
            return;
        }
        methods.append("void line").append(line).append("(Results results) throws Exception {\n");
        for (int i = 0; i < lines.size(); i++) {
            String code = lines.get(i);
            methods.append(code).append('\n');
            Matcher m = RESULT.matcher(code);
            if (m.find()) {
                methods.append("results.add(").append(line + i + 1).append(", ").append(m.group(1)).append(");\n");
                cells.add(new Cell(line + i + 1, code.strip(), m.group(2)));
            }
        }
        methods.append("}\n");
    }

    private void row(int line, String row) {
        String[] columns = row.substring(1).split("(?<!\\\\)\\|");
        if (columns.length < COLUMN + 2) {
            throw new AssertionError("line " + line + " has " + columns.length + " columns; tables here have four");
        }
        Matcher m = SPAN.matcher(columns[COLUMN]);
        for (int n = 0; m.find(); n++) {
            String code = m.group(1).replace("\\|", "|");
            Matcher gives = SPAN.matcher(columns[COLUMN + 1]);
            cells.add(new Cell(line, code, gives.find() ? gives.group(1) : ""));
            boolean statement = code.endsWith(";");
            methods.append("void line").append(line).append("_").append(n).append("(Results results) throws Exception {\n")
                    .append(statement ? code : "results.add(" + line + ", " + code + ");").append("\n}\n");
        }
    }

    List<Cell> cells() {
        return cells;
    }

    /** All code of the page, for those who look for names in it. */
    String code() {
        return fields + methods;
    }

    /** A class whose methods are the cells and blocks, and whose fields are what the first block makes. */
    String source(String name) {
        List<String> imports = Arrays.asList("java.util.*", "java.nio.file.Path", "java.lang.foreign.MemorySegment", "dev.ricci.tensor.*",
                "dev.ricci.autograd.*", "dev.ricci.data.*", "dev.ricci.optim.*", "dev.ricci.linalg.*", "dev.ricci.backend.*",
                "static dev.ricci.backend.DType.*", "static dev.ricci.formula.Formula.*", "static dev.ricci.tensor.Tensor.END",
                "static dev.ricci.tensor.Tensor.BEGINNING");
        StringBuilder s = new StringBuilder();
        imports.forEach(i -> s.append("import ").append(i).append(";\n"));
        return s + "public class " + name + " {\ninterface Results { void add(int line, Object result); }\n"
                + "final java.util.function.ObjIntConsumer<Object> to;\nfinal Path folder;\n" + fields
                + "\npublic " + name + "(Path folder, java.util.function.ObjIntConsumer<Object> to) { this.folder = folder; this.to = to; }\n"
                + "public void run() throws Exception {\nResults results = (line, result) -> to.accept(result, line);\n" + calls() + "}\n"
                + methods + "}\n";
    }

    private String calls() {
        StringBuilder calls = new StringBuilder();
        Matcher m = Pattern.compile("void (line\\w+)\\(").matcher(methods);
        while (m.find()) {
            calls.append(m.group(1)).append("(results);\n");
        }
        return calls.toString();
    }
}
