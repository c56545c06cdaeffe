package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.safetensors"), content);
    }

    private String problem(byte[] content) throws IOException {
        Path f = file(content);
        String message = assertThrows(BadFile.class, () -> Safetensors.read(f)).getMessage();
        assertTrue(message.startsWith("safetensors: " + f), message);
        return message;
    }

    private static byte[] bytes(String header, int data) {
        byte[] h = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + h.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(h.length).put(h).array();
    }

    private static String entry(String name, String dtype, String shape, long from, long to) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + from + "," + to + "]}";
    }

    @Test
    void theSameBytesWhateverTheOrderOfTheNotes() throws IOException {
        Map<String, String> there = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            there.put("note" + i, "x");
            back.put("note" + (9 - i), "x");
        }
        Path a = folder.resolve("there");
        Path b = folder.resolve("back");
        new Safetensors(Map.of(), there).write(a);
        new Safetensors(Map.of(), back).write(b);
        assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
    }

    /** Written by the format's own library, version 0.7. */
    @Test
    void whatTheReferenceWrote() throws IOException {
        Safetensors s = Safetensors.read(file(NpyTest.resource("reference.safetensors")));
        assertEquals(Map.of("model", "mlp", "note", "\u00e9 \"quoted\""), s.metadata());
        Map<String, Tensor> t = s.tensors();
        assertEquals(6, t.size());
        assertArrayEquals(new int[] {2, 3}, t.get("weight").shape());
        assertArrayEquals(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}, t.get("weight").toFloats());
        assertArrayEquals(new double[] {1e300, -2.5}, t.get("bias").toDoubles());
        assertArrayEquals(new boolean[] {true, false, true}, t.get("flag").toBooleans());
        assertArrayEquals(new int[] {7}, t.get("steps").toInts());
        assertArrayEquals(new int[] {5, -6}, t.get("wide").toInts());
        assertArrayEquals(new float[] {0.5f}, t.get("half").toFloats());
    }

    @Test
    void whatIsWrittenIsReadBackInOrder() throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("flag", Tensor.of(new boolean[] {true, false, true}));
        all.put("b <é>", Tensor.of(new double[] {Math.E, -0.0}));
        all.put("none", Tensor.zeros(0, 4));
        all.put("w", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        all.put("step", Tensor.scalar(DType.INT32, -9));
        Path f = folder.resolve("b.safetensors");
        new Safetensors(all, Map.of("k", "v")).write(f);
        Safetensors back = Safetensors.read(f);
        assertEquals(List.copyOf(all.keySet()), List.copyOf(back.tensors().keySet()));
        assertEquals(Map.of("k", "v"), back.metadata());
        all.forEach((name, t) -> {
            assertEquals(t.dtype(), back.tensors().get(name).dtype());
            assertArrayEquals(t.shape(), back.tensors().get(name).shape());
            assertArrayEquals(t.toDoubles(), back.tensors().get(name).toDoubles());
        });
        assertEquals(0, ByteBuffer.wrap(Files.readAllBytes(f)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8, "the data begin aligned");
        new Safetensors(Map.of(), Map.of()).write(f);
        assertEquals(0, Safetensors.read(f).tensors().size());
    }

    @Test
    void headersThatLie() throws IOException {
        byte[] whole = NpyTest.resource("reference.safetensors");
        for (long length : new long[] {0, 1, whole.length, Long.MAX_VALUE, -1, 1 << 26}) {
            byte[] b = whole.clone();
            ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertTrue(problem(b).contains("says its header has"));
        }
        for (int cut : new int[] {0, 7, 8, 50, whole.length - 1}) {
            assertTrue(problem(Arrays.copyOf(whole, cut)).contains("cut short"));
        }
        assertTrue(problem(Arrays.copyOf(whole, whole.length + 1)).contains("left over"));
        assertTrue(problem(bytes("[]", 0)).contains("no JSON object"));
        assertTrue(problem(bytes("{]", 0)).contains("header is damaged"));
    }

    @Test
    void tensorsThatOverlapOrStandOutside() throws IOException {
        String a = entry("a", "F32", "[2]", 0, 8);
        assertTrue(problem(bytes("{" + a + "," + entry("b", "F32", "[2]", 4, 12) + "}", 12)).contains("they overlap"));
        assertTrue(problem(bytes("{" + a + "," + entry("b", "F32", "[2]", 12, 20) + "}", 20)).contains("there is a gap"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[2]", 8, 16) + "}", 16)).contains("there is a gap"));
        assertTrue(problem(bytes("{" + a + "}", 4)).contains("cut short"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[2]", 0, 7) + "}", 8)).contains("takes 8 bytes"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[2]", 8, 0) + "}", 8)).contains("takes 8 bytes"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[9000000000]", 0, 8) + "}", 8)).contains("an axis of 9000000000"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[2000000000,2000000000,2000000000]", 0, 8) + "}", 8)).contains("more than can"));
        assertTrue(problem(bytes("{" + entry("a", "F64", "[2000000000]", 0, 16_000_000_000L) + "}", 8)).contains("cut short"));
        assertTrue(problem(bytes("{" + a + "," + a + "}", 8)).contains("stands twice"));
    }

    @Test
    void entriesThatAreNone() throws IOException {
        assertTrue(problem(bytes("{" + entry("a", "F8_E4M3", "[8]", 0, 8) + "}", 8)).contains("type F8_E4M3"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[-2]", 0, 8) + "}", 8)).contains("whole numbers"));
        assertTrue(problem(bytes("{" + entry("a", "F32", "[2.0]", 0, 8) + "}", 8)).contains("whole numbers"));
        assertTrue(problem(bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4)).contains("should hold dtype"));
        assertTrue(problem(bytes("{\"a\":7}", 0)).contains("should hold dtype"));
        assertTrue(problem(bytes("{\"__metadata__\":{\"a\":1}}", 0)).contains("not text"));
        assertTrue(problem(bytes("{\"__metadata__\":[]}", 0)).contains("no object"));
        assertThrows(IllegalArgumentException.class,
                () -> new Safetensors(Map.of("__metadata__", Tensor.zeros(1)), Map.of()).write(folder.resolve("x")));
    }

    @Test
    void randomDamageNeverEndsInAnythingElse() throws IOException {
        Random random = new Random(7);
        byte[] whole = NpyTest.resource("reference.safetensors");
        for (int i = 0; i < 400; i++) {
            byte[] b = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                b[random.nextInt(416)] = (byte) random.nextInt(256);
            }
            Path f = file(b);
            try {
                Safetensors.read(f);
            } catch (BadFile e) {
                assertTrue(e.getMessage().startsWith("safetensors: " + f), e.getMessage());
            }
        }
    }
}
