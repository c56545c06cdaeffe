package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void whatNumpyWrote() throws IOException {
        Map<String, Tensor> stored = Npz.read(file("s.npz", NpyTest.resource("stored.npz")));
        assertEquals(List.of("weights", "bias", "flags"), List.copyOf(stored.keySet()));
        assertArrayEquals(new float[] {1, 2, 3, 4}, stored.get("weights").toFloats());
        assertArrayEquals(new double[] {-1.5}, stored.get("bias").toDoubles());
        assertArrayEquals(new boolean[] {true, false}, stored.get("flags").toBooleans());
        Map<String, Tensor> packed = Npz.read(file("c.npz", NpyTest.resource("compressed.npz")));
        assertArrayEquals(new int[] {50, 20}, packed.get("zeros").shape());
        assertEquals(999 * 500, Arrays.stream(packed.get("ramp").toInts()).sum());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("layer.0/weight", Tensor.arange(5000).to(DType.FLOAT32).reshape(50, 100));
        all.put("count", Tensor.scalar(DType.INT32, 7));
        all.put("a", Tensor.of(new boolean[] {true, false}));
        for (boolean packed : new boolean[] {false, true}) {
            Path f = folder.resolve("a.npz");
            if (packed) {
                Npz.writeCompressed(f, all);
            } else {
                Npz.write(f, all);
            }
            byte[] once = Files.readAllBytes(f);
            Map<String, Tensor> back = Npz.read(f);
            assertEquals(List.copyOf(all.keySet()), List.copyOf(back.keySet()));
            for (String name : all.keySet()) {
                assertArrayEquals(all.get(name).shape(), back.get(name).shape());
                assertArrayEquals(all.get(name).toDoubles(), back.get(name).toDoubles());
            }
            assertEquals(packed, once.length < 15_000);
        }
        Npz.write(folder.resolve("none.npz"), Map.of());
        assertTrue(Npz.read(folder.resolve("none.npz")).isEmpty());
    }

    @Test
    void cutsAndDamage() throws IOException {
        byte[] whole = NpyTest.resource("stored.npz");
        for (int cut : new int[] {0, 3, 100, 400, whole.length - 1}) {
            Path f = file("cut.npz", Arrays.copyOf(whole, cut));
            String message = assertThrows(BadFile.class, () -> Npz.read(f)).getMessage();
            assertTrue(message.startsWith("npz: " + f), message);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] b = whole.clone();
            b[i] ^= 0x10;
            Path f = file("damaged.npz", b);
            try {
                Npz.read(f);
            } catch (BadFile e) {
                assertTrue(e.getMessage().contains(f.toString()), e.getMessage());
            }
        }
        byte[] b = whole.clone();
        b[whole.length / 4] ^= 1; // within the elements of an array
        Path f = file("sum.npz", b);
        assertThrows(BadFile.class, () -> Npz.read(f));
    }

    @Test
    void strangersInTheArchive() throws IOException {
        Path f = folder.resolve("strange.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(f))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write('x');
        }
        assertTrue(assertThrows(BadFile.class, () -> Npz.read(f)).getMessage().contains("readme.txt, which is no .npy array"));
        Path none = folder.resolve("none");
        assertTrue(assertThrows(BadFile.class, () -> Npz.read(none)).getMessage().contains("no such file"));
        assertFalse(Files.exists(none));
    }
}
