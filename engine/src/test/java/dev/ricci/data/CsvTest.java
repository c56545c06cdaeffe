package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    private static final Csv CSV = Csv.comma();
    private static final Csv BARE = CSV.header(false);

    @TempDir
    Path folder;

    private static String problem(Csv format, String text) {
        return assertThrows(BadFile.class, () -> format.parse(text), text).getMessage();
    }

    private static List<List<String>> rows(CsvTable t) {
        return IntStream.range(0, t.rows()).mapToObj(r -> row(t, r)).toList();
    }

    private static List<String> row(CsvTable t, int r) {
        return IntStream.range(0, t.columns().size()).mapToObj(c -> t.text(r, c)).toList();
    }

    @Test
    void theExamplesOfRfc4180() throws BadFile {
        List<List<String>> plain = List.of(List.of("aaa", "bbb", "ccc"), List.of("zzz", "yyy", "xxx"));
        assertEquals(plain, rows(BARE.parse("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n")));
        assertEquals(plain, rows(BARE.parse("aaa,bbb,ccc\r\nzzz,yyy,xxx")));
        assertEquals(plain, rows(BARE.parse("\"aaa\",\"bbb\",\"ccc\"\nzzz,yyy,xxx\n")));
        assertEquals(List.of(List.of("aaa", "b\r\nbb", "ccc"), List.of("zzz", "yyy", "xxx")),
                rows(BARE.parse("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx")));
        assertEquals(List.of(List.of("aaa", "b\"bb", "ccc")), rows(BARE.parse("\"aaa\",\"b\"\"bb\",\"ccc\"")));
        assertEquals(List.of("field_name", "b"), CSV.parse("field_name,b\r\n1,2\r\n").columns());
    }

    @Test
    void emptyFieldsBlankLinesAndMarks() throws BadFile {
        assertEquals(List.of(List.of("", "", "")), rows(BARE.parse(",,")));
        assertEquals(List.of(List.of("a", ""), List.of("", "b")), rows(BARE.parse("a,\n,b\n")));
        assertEquals(List.of(List.of("a", "b"), List.of("c", "d")), rows(BARE.parse("a,b\n\nc,d\n\n\n")));
        assertEquals(List.of(List.of("a"), List.of(""), List.of("b")), rows(BARE.parse("a\n\nb\n")));
        assertEquals(List.of("x", "y"), CSV.parse("\ufeffx,y\n").columns());
        assertEquals(0, CSV.parse("x,y").rows());
        assertEquals(List.of(List.of(" a ", "b")), rows(BARE.separator(';').parse(" a ;b")));
        assertEquals(List.of(List.of("a,b", "c")), rows(BARE.separator('\t').parse("a,b\tc")));
    }

    @Test
    void numbersByName() throws BadFile {
        CsvTable t = CSV.parse("name,x,y\nA,1.5,2\nB,-3e2,+4\nC, .5 ,6.\n");
        assertArrayEquals(new double[] {1.5, -300, 0.5}, t.numbers("x"));
        assertEquals(List.of("A", "B", "C"), t.texts("name"));
        Tensor m = t.matrix(DType.FLOAT32, "y", "x");
        assertEquals(DType.FLOAT32, m.dtype());
        assertArrayEquals(new int[] {3, 2}, m.shape());
        assertArrayEquals(new float[] {2, 1.5f, 4, -300, 6, 0.5f}, m.toFloats());
        assertArrayEquals(new int[] {2, 4, 6}, t.vector(DType.INT32, "y").toInts());
        assertArrayEquals(new int[] {3}, t.vector(DType.FLOAT64, "x").shape());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> t.numbers("z")).getMessage().contains("it has name, x, y"));
        assertThrows(IllegalArgumentException.class, () -> t.text(3, 0));
        assertArrayEquals(new int[] {0, 2}, CSV.parse("a,b").matrix(DType.FLOAT64).shape());
    }

    @Test
    void whatIsNoNumber() throws BadFile {
        CsvTable t = CSV.parse("id,age\n1,20\n2,\"tw\nenty\"\n3,0x1p3\n4,5f\n5,\n6,1_000\n");
        assertEquals("csv: text: line 3, column 2 (age): 'tw\nenty' is no number",
                assertThrows(BadFile.class, () -> t.numbers("age")).getMessage());
        for (String bad : List.of("0x1p3", "5f", "1d", "1_000", "1e", "--1", ".", "1,5".replace(',', ';'), "\u0661")) {
            String message = assertThrows(BadFile.class, () -> BARE.parse("7\n" + bad).numbers("1")).getMessage();
            assertTrue(message.contains("line 2, column 1: '" + bad), message);
        }
        assertTrue(assertThrows(BadFile.class, () -> BARE.parse("1.5").vector(DType.INT32, "1")).getMessage().contains("no whole number"));
        assertTrue(assertThrows(BadFile.class, () -> BARE.parse("3e9").vector(DType.INT32, "1")).getMessage().contains("no whole number"));
    }

    @Test
    void missingValuesOnRequest() throws BadFile {
        String text = "a,b\n1,\nNA,2\n";
        assertTrue(assertThrows(BadFile.class, () -> CSV.parse(text).numbers("b")).getMessage()
                .contains("line 2, column 2 (b): '' is missing; missingAsNaN()"));
        assertArrayEquals(new double[] {Double.NaN, 2}, CSV.missingAsNaN("NA").parse(text).numbers("b"));
        assertArrayEquals(new double[] {1, Double.NaN}, CSV.missingAsNaN("NA").parse(text).numbers("a"));
        assertThrows(BadFile.class, () -> CSV.missingAsNaN().parse(text).numbers("a"));
    }

    @Test
    void raggedEmptyAndBadlyQuoted() {
        assertEquals("csv: text: line 4, column 3: the line has 2 fields, the first line 3", problem(CSV, "a,b,c\n1,\"2\n\",3\n4,5\n"));
        assertEquals("csv: text: line 2, column 3: the line has 3 fields, the first line 2", problem(CSV, "a,b\n1,2,3\n"));
        assertTrue(problem(CSV, "").contains("is empty"));
        assertTrue(problem(CSV, "\ufeff").contains("is empty"));
        assertTrue(problem(CSV, "a,b\n1,\"2\n3,4\n").contains("line 2, character 3: the quote that begins here is never closed"));
        assertTrue(problem(CSV, "a,b\n1,2\"\n").contains("line 2, character 4: a quote within a field"));
        assertTrue(problem(CSV, "a,b\n\"1\" ,2\n").contains("line 2, character 4: ' ' after a closing quote"));
        assertTrue(problem(CSV, "a\rb\n").contains("carriage return"));
        assertTrue(problem(CSV, "a,b,a\n").contains("line 1, column 3: the name 'a' stands twice"));
        assertThrows(IllegalArgumentException.class, () -> CSV.separator('"'));
    }

    @Test
    void files() throws IOException {
        Path f = folder.resolve("a.csv");
        Files.write(f, new byte[] {'a', ',', (byte) 0xff, '\n'});
        assertTrue(assertThrows(BadFile.class, () -> CSV.read(f)).getMessage().equals("csv: " + f + ": is not UTF-8 text"));
        assertTrue(assertThrows(BadFile.class, () -> CSV.read(folder.resolve("b.csv"))).getMessage().contains("no such file"));
        Files.writeString(f, "\u00e4,\u20ac\n1,2\n");
        assertEquals(List.of("\u00e4", "\u20ac"), CSV.read(f).columns());
    }

    @Test
    void numbersWrittenComeBackTheSame() throws IOException {
        Path f = folder.resolve("a.csv");
        Random random = new Random(6);
        double[] values = new double[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(random.nextLong());
        }
        values[7] = Double.NaN;
        values[8] = Double.NEGATIVE_INFINITY;
        values[9] = -0.0;
        CSV.write(f, List.of("a", "b,\"", "c\nd"), Tensor.of(values, 100, 3));
        assertEquals(List.of("a", "b,\"", "c\nd"), CSV.read(f).columns());
        assertArrayEquals(values, CSV.read(f).matrix(DType.FLOAT64).toDoubles());
        float[] small = new float[200];
        for (int i = 0; i < small.length; i++) {
            small[i] = (random.nextFloat() - 0.5f) * (1 << random.nextInt(30));
        }
        BARE.write(f, List.of(), Tensor.of(small, 200, 1));
        assertArrayEquals(small, BARE.read(f).matrix(DType.FLOAT32).toFloats());
        assertThrows(IllegalArgumentException.class, () -> CSV.write(f, List.of("a"), Tensor.zeros(2, 2)));
        assertThrows(IllegalArgumentException.class, () -> CSV.write(f, List.of("a"), Tensor.zeros(2)));
    }

    private static String word(Random random) {
        String letters = ",\"\n\r ab\ufeff";
        return random.ints(random.nextInt(5), 0, letters.length()).mapToObj(i -> letters.substring(i, i + 1)).collect(Collectors.joining());
    }

    @Test
    void textWrittenComesBackTheSame() throws IOException {
        Path f = folder.resolve("a.csv");
        Random random = new Random(9);
        for (int width = 1; width < 4; width++) {
            int w = width;
            List<List<String>> rows = IntStream.range(0, 200)
                    .mapToObj(r -> IntStream.range(0, w).mapToObj(c -> word(random)).toList())
                    .toList();
            BARE.write(f, rows);
            assertEquals(rows, rows(BARE.read(f)));
        }
    }
}
