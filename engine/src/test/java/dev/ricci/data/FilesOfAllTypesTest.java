package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every type of element, byte order and order of axes that NumPy and PyTorch write, of rank 0 and empty too.
 *
 * <p>{@code types.npz} was written by NumPy 2.4.6:
 *
 * <pre>{@code
 * for code in ['b1', 'u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'i8', 'u8', 'f2', 'f4', 'f8']:
 *     for order in '<>':
 *         for shape in [(), (0, 3), (2, 3)]:
 *             v = (np.arange(int(np.prod(shape, dtype=int))) * 37 - 3).reshape(shape)
 *             a = v % 2 == 0 if code == 'b1' else v % 100 if code[0] == 'u' else v / 4 if code[0] == 'f' else v % 100 - 50
 *             for f in 'CF':
 *                 all[f"{code} {'little' if order == '<' else 'big'} {f} {'x'.join(map(str, shape))}"] = (
 *                     np.asarray(np.asarray(a).astype(order + code), order=f))
 * np.savez_compressed('types.npz', **all)
 * }</pre>
 *
 * <p>{@code types.safetensors} by safetensors 0.8.0 with PyTorch 2.13, {@code v = torch.arange(6).reshape(2, 3)}: bool {@code v % 2 == 0},
 * i32 {@code v * 100000 - 3}, i64 {@code v * 10**12 - 1}, f16 and bf16 {@code v / 8 - .3}, f32 and f64 {@code v / 3}, number 2.5 of bf16,
 * none of f16 and shape (0, 3).
 */
class FilesOfAllTypesTest {
    @TempDir
    Path folder;

    private Path resource(String name) throws IOException {
        return Files.write(folder.resolve(name), NpyTest.resource(name));
    }

    private static DType type(String code) {
        return switch (code) {
            case "b1" -> DType.BOOL;
            case "u4", "u8", "i8" -> DType.INT64;
            case "f2" -> DType.FLOAT16;
            case "f4" -> DType.FLOAT32;
            case "f8" -> DType.FLOAT64;
            default -> DType.INT32;
        };
    }

    private static double value(String code, int i) {
        int v = 37 * i - 3;
        return switch (code.charAt(0)) {
            case 'b' -> v % 2 == 0 ? 1 : 0;
            case 'u' -> Math.floorMod(v, 100);
            case 'f' -> v / 4.0;
            default -> Math.floorMod(v, 100) - 50;
        };
    }

    @Test
    void numpysTypesInBothByteOrdersAndBothOrdersOfAxes() throws IOException {
        Map<String, Tensor> all = Npz.read(resource("types.npz"));
        assertEquals(12 * 2 * 3 * 2, all.size());
        all.forEach((name, t) -> {
            String[] words = name.split(" ", -1);
            int[] shape = words[3].isEmpty() ? new int[0] : Arrays.stream(words[3].split("x")).mapToInt(Integer::parseInt).toArray();
            assertEquals(type(words[0]), t.dtype(), name);
            assertArrayEquals(shape, t.shape(), name);
            double[] expected = IntStream.range(0, (int) t.size()).mapToDouble(i -> value(words[0], i)).toArray();
            assertArrayEquals(expected, t.toDoubles(), name);
        });
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        byte[] file = member("u8 little C 2x3");
        file[file.length - 1] = (byte) 0x80;
        String message = assertThrows(BadFile.class, () -> Npy.read("a", new ByteArrayInputStream(file))).getMessage();
        assertTrue(message.contains("element 5 is 9223372036854775890, which does not fit int64; store it as float64"), message);
    }

    private static byte[] member(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(NpyTest.resource("types.npz")))) {
            for (ZipEntry e = zip.getNextEntry(); ; e = zip.getNextEntry()) {
                if (e.getName().equals(name + ".npy")) {
                    return zip.readAllBytes();
                }
            }
        }
    }

    /** What NumPy wrote in the order that we write in is what we write, byte for byte. */
    @Test
    void writtenAsNumpyWritesThem() throws IOException {
        int compared = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(NpyTest.resource("types.npz")))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                byte[] theirs = zip.readAllBytes();
                if (e.getName().matches("(b1|i4|i8|f2|f4|f8) little C.*")) {
                    Path f = folder.resolve("one.npy");
                    Npy.write(f, Npy.read(e.getName(), new ByteArrayInputStream(theirs)));
                    assertArrayEquals(theirs, Files.readAllBytes(f), e.getName());
                    compared++;
                }
            }
        }
        assertEquals(6 * 3, compared);
        String message = assertThrows(IllegalArgumentException.class,
                () -> Npy.write(folder.resolve("no.npy"), Tensor.zeros(DType.BFLOAT16, 2))).getMessage();
        assertTrue(message.startsWith("npy: NumPy has no type for bfloat16"), message);
    }

    @Test
    void safetensorsOfAllTypes() throws IOException {
        Map<String, Tensor> t = Safetensors.read(resource("types.safetensors")).tensors();
        assertEquals(9, t.size());
        assertArrayEquals(new boolean[] {true, false, true, false, true, false}, t.get("bool").toBooleans());
        assertArrayEquals(IntStream.range(0, 6).map(v -> v * 100_000 - 3).toArray(), t.get("i32").toInts());
        assertArrayEquals(LongStream.range(0, 6).map(v -> v * 1_000_000_000_000L - 1).toArray(), t.get("i64").toLongs());
        assertEquals(DType.FLOAT16, t.get("f16").dtype());
        assertArrayEquals(new double[] {-0.300048828125, -0.175048828125, -0.04998779296875, 0.07501220703125, 0.199951171875, 0.324951171875},
                t.get("f16").toDoubles());
        assertEquals(DType.BFLOAT16, t.get("bf16").dtype());
        assertArrayEquals(new double[] {-0.30078125, -0.1748046875, -0.050048828125, 0.0751953125, 0.2001953125, 0.32421875},
                t.get("bf16").toDoubles());
        assertArrayEquals(new float[] {0, 1f / 3, 2f / 3, 1, 4f / 3, 5f / 3}, t.get("f32").toFloats());
        assertArrayEquals(new double[] {0, 1.0 / 3, 2.0 / 3, 1, 4.0 / 3, 5.0 / 3}, t.get("f64").toDoubles());
        assertEquals(2.5, t.get("number").item());
        assertArrayEquals(new int[0], t.get("number").shape());
        assertArrayEquals(new int[] {0, 3}, t.get("none").shape());
    }

    @Test
    void safetensorsOfAllTypesComeBack() throws IOException {
        Map<String, Tensor> t = new LinkedHashMap<>(Safetensors.read(resource("types.safetensors")).tensors());
        Path f = folder.resolve("again.safetensors");
        new Safetensors(t, Map.of("made", "here")).write(f);
        Map<String, Tensor> again = Safetensors.read(f).tensors();
        assertEquals(t.keySet(), again.keySet());
        t.forEach((name, x) -> {
            assertEquals(x.dtype(), again.get(name).dtype(), name);
            assertArrayEquals(new Object[] {x.toArray()}, new Object[] {again.get(name).toArray()}, name);
        });
    }
}
