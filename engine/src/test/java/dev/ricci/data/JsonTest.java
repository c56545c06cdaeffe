package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
    @TempDir
    Path folder;

    private static String problem(String text) {
        return assertThrows(BadFile.class, () -> Json.parse(text), text).getMessage();
    }

    @Test
    void valuesOfEveryKind() throws BadFile {
        Map<?, ?> m = (Map<?, ?>) Json.parse(" {\"a\" : [1, -0, 0, 2.5e-3, true, false, null], \"b\": {}, \"c\": [] ,\"d\":\"x\"} ");
        assertEquals(Arrays.asList(1L, -0.0, 0L, 0.0025, true, false, null), m.get("a"));
        assertEquals(Map.of(), m.get("b"));
        assertEquals(List.of(), m.get("c"));
        assertEquals(List.of("a", "b", "c", "d"), List.copyOf(m.keySet()));
    }

    @Test
    void numbers() throws BadFile {
        assertEquals(Long.MAX_VALUE, Json.parse("9223372036854775807"));
        assertEquals(Long.MIN_VALUE, Json.parse("-9223372036854775808"));
        assertEquals(0x1p63, Json.parse("9223372036854775808"));
        assertEquals(Double.MIN_VALUE, Json.parse("4.9E-324"));
        assertEquals(1e22, Json.parse("1E+22"));
        for (String bad : List.of("01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "- 1", "1e400", "")) {
            problem(bad);
        }
        assertTrue(problem("[1e999]").contains("line 1, column 2: the number 1e999 is beyond float64"));
    }

    @Test
    void textAndItsEscapes() throws BadFile {
        assertEquals("a\"\\/\b\f\n\r\tA\u20ac\ud83d\ude00", Json.parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u20AC\\ud83d\\ude00\""));
        for (String bad : List.of("\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "'a'", "\"\\u\uff11234\"")) {
            problem(bad);
        }
        assertEquals("\"\\u003c/script>\\u2028\\\"\\\\\\n\\u0001\\ud800\"", Json.write("</script>\u2028\"\\\n\u0001\ud800"));
        assertEquals("\ud800", Json.parse(Json.write("\ud800")));
        assertEquals("\ud83d\ude00 \u20ac", Json.parse(Json.write("\ud83d\ude00 \u20ac")));
    }

    @Test
    void whatIsNotJson() {
        for (String bad : List.of("", " ", "[1,]", "[1 2]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1", "{\"a\":1",
                "tru", "nul", "1 2", "[]]",
                "// x\n1", "\ufeff1", "\u00a01", "{1:2}", "[,1]")) {
            problem(bad);
        }
        assertEquals("json: text: line 3, column 6: expected ']', found '2'", problem("[\n1,\n   1 2]"));
        assertEquals("json: text: line 1, column 6: expected '}', found the end of the text", problem("{\"\":0"));
    }

    @Test
    void doubledKeysAndDepth() throws BadFile {
        assertTrue(problem("{\"a\":1,\"a\":1}").contains("line 1, column 8: the key \"a\" stands twice"));
        assertTrue(problem("{\"a\":1,\"\\u0061\":1}").contains("stands twice"));
        Json.parse("[".repeat(Json.DEPTH) + "]".repeat(Json.DEPTH));
        assertTrue(problem("[".repeat(100_000)).contains("more than 256"));
        assertTrue(problem("{\"a\":".repeat(100_000)).contains("more than 256"));
    }

    enum Colour { RED }

    record Point(double x, float[] values, Colour colour) {}

    @Test
    void writesWhatJavaHolds() {
        assertEquals("{\"x\":1.5,\"values\":[0.1,-2.0],\"colour\":\"RED\"}",
                Json.write(new Point(1.5, new float[] {0.1f, -2}, Colour.RED)));
        assertEquals("[null,true,1,2,3.0E-10,\"t\"]", Json.write(Arrays.asList(null, true, 1, 2L, 3e-10, "t")));
        assertEquals("{\"i\":[1,2],\"n\":[],\"o\":{}}", Json.write(ordered("i", new int[] {1, 2}, "n", new double[0], "o", Map.of())));
    }

    @Test
    void indented() {
        String text = Json.pretty(ordered("a", List.of(1, 2), "b", List.of(Map.of("c", 1)), "d", Map.of()));
        assertEquals("{\n  \"a\": [1, 2],\n  \"b\": [\n    {\n      \"c\": 1\n    }\n  ],\n  \"d\": {}\n}\n", text);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> m = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            m.put((String) pairs[i], pairs[i + 1]);
        }
        return m;
    }

    @Test
    void whatCannotBeWrittenIsNamedByItsPlace() {
        Map<String, Object> bad = Map.of("epochs", List.of(Map.of("loss", Double.NaN)));
        String message = assertThrows(IllegalArgumentException.class, () -> Json.write(bad)).getMessage();
        assertEquals("json: $.epochs[0].loss is NaN, which JSON has no form for; put null in its place", message);
        assertThrows(IllegalArgumentException.class, () -> Json.write(Float.NEGATIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
        assertThrows(IllegalArgumentException.class, () -> Json.write(Map.of(1, 2)));
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Json.write(self)).getMessage().contains("holds itself"));
    }

    @Test
    void randomValuesComeBack() throws BadFile {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            Object value = anything(random, 4);
            assertEquals(value, Json.parse(Json.write(value)));
            assertEquals(value, Json.parse(Json.pretty(value)));
        }
    }

    private static Object anything(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 7);
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> finite(Double.longBitsToDouble(random.nextLong()));
            case 4 -> random.ints(random.nextInt(6), 0, 0x10000).collect(StringBuilder::new, (s, c) -> s.append((char) c),
                    StringBuilder::append).toString();
            case 5 -> random.ints(random.nextInt(4)).mapToObj(i -> anything(random, depth - 1)).collect(
                    ArrayList::new, ArrayList::add, ArrayList::addAll);
            default -> {
                Map<String, Object> m = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    m.put("k" + random.nextInt(100), anything(random, depth - 1));
                }
                yield m;
            }
        };
    }

    private static double finite(double d) {
        return Double.isFinite(d) ? d : 0.5;
    }

    @Test
    void randomDamageIsAlwaysOneClearError() {
        Random random = new Random(3);
        String good = "{\"a\":[1,2.5e3,{\"b\":\"x\\u0041y\"}],\"c\":null,\"d\":[true,false]}";
        for (int i = 0; i < 3000; i++) {
            StringBuilder s = new StringBuilder(good);
            for (int k = random.nextInt(3); k >= 0; k--) {
                s.setCharAt(random.nextInt(s.length()), "{}[],:\"\\0e-.tx\u0001".charAt(random.nextInt(15)));
            }
            try {
                Json.parse(s.toString());
            } catch (BadFile e) {
                assertTrue(e.getMessage().startsWith("json: text: line 1, column "), e.getMessage());
            }
        }
    }

    @Test
    void files() throws IOException {
        Path f = folder.resolve("a.json");
        Json.write(f, Map.of("\u20ac", List.of(1L, 2L)));
        assertEquals(Map.of("\u20ac", List.of(1L, 2L)), Json.read(f));
        Files.write(f, new byte[] {'"', (byte) 0xff, '"'});
        assertTrue(assertThrows(BadFile.class, () -> Json.read(f)).getMessage().contains("not UTF-8"));
        assertTrue(assertThrows(BadFile.class, () -> Json.read(folder.resolve("b.json"))).getMessage().contains("no such file"));
    }
}
