package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files among the resources were written by NumPy 2.4. */
class NpyTest {
    @TempDir
    Path folder;

    static byte[] resource(String name) throws IOException {
        try (InputStream in = NpyTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static Tensor read(byte[] bytes) throws IOException {
        return Npy.read("array", new ByteArrayInputStream(bytes));
    }

    private static String problem(byte[] bytes) {
        return assertThrows(BadFile.class, () -> read(bytes)).getMessage();
    }

    private static void check(String name, DType dtype, int[] shape, double... values) throws IOException {
        Tensor t = read(resource(name + ".npy"));
        assertEquals(dtype, t.dtype(), name);
        assertArrayEquals(shape, t.shape(), name);
        assertArrayEquals(values, t.toDoubles(), name);
    }

    @Test
    void whatNumpyWrote() throws IOException {
        check("f4", DType.FLOAT32, new int[] {2, 2}, 1.5, -2, 3, Double.POSITIVE_INFINITY);
        check("f8-big", DType.FLOAT64, new int[] {2}, Math.PI, -0.0);
        check("i4-big", DType.INT32, new int[] {1, 3}, 1, -2, 70000);
        check("bool", DType.BOOL, new int[] {3}, 1, 0, 1);
        check("u1", DType.INT32, new int[] {3}, 0, 127, 255);
        check("i1", DType.INT32, new int[] {3}, -128, 0, 127);
        check("u2", DType.INT32, new int[] {2}, 0, 65535);
        check("i8", DType.INT64, new int[] {3}, -5, Integer.MAX_VALUE, Integer.MIN_VALUE);
        check("scalar", DType.FLOAT64, new int[0], 7.25);
        check("empty", DType.FLOAT32, new int[] {0, 3});
        check("f2", DType.FLOAT16, new int[] {3}, 1.5, 65504, -0x1p-24);
        check("version2", DType.FLOAT32, new int[] {3}, 0, 1, 2);
        check("version3", DType.FLOAT32, new int[] {3}, 0, 1, 2);
    }

    @Test
    void fortranOrder() throws IOException {
        double[] ramp = new double[24];
        Arrays.setAll(ramp, i -> i);
        check("i4-fortran", DType.INT32, new int[] {2, 3, 4}, ramp);
        check("f8-fortran-big", DType.FLOAT64, new int[] {3, 2}, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void whatOnlyInt64Holds() throws IOException {
        assertEquals(2147483648L, read(resource("i8-wide.npy")).toLongs()[1]);
        assertEquals(4294967295L, read(resource("u4-wide.npy")).toLongs()[0]);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertTrue(problem(resource("complex.npy")).contains("type '<c16'"));
        assertTrue(problem(resource("text.npy")).contains("type '<U2'"));
        assertTrue(problem(resource("records.npy")).contains("records with several fields"));
        byte[] bool = resource("bool.npy");
        bool[bool.length - 1] = 2;
        assertTrue(problem(bool).contains("element 2 of a boolean array is 2"));
    }

    @Test
    void everyCutIsOneClearError() throws IOException {
        byte[] whole = resource("f4.npy");
        for (int n = 0; n < whole.length; n++) {
            String message = problem(Arrays.copyOf(whole, n));
            assertTrue(message.startsWith("npy: array: cut short"), message);
        }
        assertTrue(problem(Arrays.copyOf(whole, whole.length + 1)).contains("bytes left over after the data"));
        assertTrue(problem(Arrays.copyOf(whole, 140)).contains("by its header it has 144 bytes unpacked, found 140"));
    }

    @Test
    void headersThatLieOrAreDamaged() throws IOException {
        assertTrue(problem(edited("(2, 2)", "(2222222222, 2)")).contains("an axis of 2222222222 entries"));
        assertTrue(problem(edited("(2, 2)", "(2147483647, 2147483647, 9)")).contains("more than can be held"));
        assertTrue(problem(edited("(2, 2)", "(2147483647, 2)")).contains("cut short"));
        assertTrue(problem(edited("(2, 2)", "(-2, 2)")).contains("the length of an axis"));
        assertTrue(problem(edited("(2, 2)", "(99999999999999999999,)")).contains("the length of an axis"));
        assertTrue(problem(edited("False", "Maybe")).contains("True or False"));
        assertTrue(problem(edited("'shape'", "'shade'")).contains("shade"));
        assertTrue(problem(edited("}", ",")).contains("header is damaged"));
        assertTrue(problem(edited("'descr': '<f4',", "")).contains("one dictionary with descr"));
        assertTrue(problem("PK\u0003\u0004 and so on".getBytes(StandardCharsets.ISO_8859_1)).contains("begins with 0x504b"));
        byte[] version = resource("f4.npy");
        version[6] = 9;
        assertTrue(problem(version).contains("version 9.0"));
        byte[] length = resource("version2.npy");
        length[11] = 0x7f;
        assertTrue(problem(length).contains("65536 at most"));
    }

    private static byte[] edited(String from, String to) throws IOException {
        String text = new String(resource("f4.npy"), StandardCharsets.ISO_8859_1);
        int padding = to.length() - from.length();
        String changed = text.replace(from, to);
        changed = padding >= 0
                ? changed.replaceFirst(" {" + padding + "}\n", "\n")
                : changed.replaceFirst("\n", " ".repeat(-padding) + "\n");
        assertEquals(text.length(), changed.length());
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void randomDamageNeverEndsInAnythingElse() throws IOException {
        Random random = new Random(2);
        byte[] whole = resource("i4-fortran.npy");
        for (int i = 0; i < 3000; i++) {
            byte[] b = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                b[random.nextInt(100)] = (byte) random.nextInt(256);
            }
            try {
                read(b);
            } catch (BadFile e) {
                assertTrue(e.getMessage().startsWith("npy: array: "), e.getMessage());
            }
        }
    }

    @Test
    void writtenAsNumpyWritesIt() throws IOException {
        Path f = folder.resolve("a.npy");
        Npy.write(f, Tensor.of(new float[] {1.5f, -2, 3, Float.POSITIVE_INFINITY}, 2, 2));
        assertArrayEquals(resource("f4.npy"), Files.readAllBytes(f));
        Npy.write(f, Tensor.scalar(DType.FLOAT64, 7.25));
        assertArrayEquals(resource("scalar.npy"), Files.readAllBytes(f));
        Npy.write(f, Tensor.of(new boolean[] {true, false, true}));
        assertArrayEquals(resource("bool.npy"), Files.readAllBytes(f));
        Npy.write(f, Tensor.zeros(0, 3));
        assertArrayEquals(resource("empty.npy"), Files.readAllBytes(f));
    }

    @Test
    void viewsAndLargeArraysComeBack() throws IOException {
        Path f = folder.resolve("a.npy");
        Tensor t = Tensor.arange(6).reshape(2, 3).permute(1, 0);
        Npy.write(f, t);
        assertArrayEquals(new int[] {3, 2}, Npy.read(f).shape());
        assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5}, Npy.read(f).toInts());
        Tensor large = Tensor.arange(100_003).to(DType.FLOAT64);
        Npy.write(f, large);
        assertArrayEquals(large.toDoubles(), Npy.read(f).toDoubles());
    }
}
