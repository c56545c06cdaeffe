package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    private static byte[] hex(String s) {
        return HexFormat.of().parseHex(s.replace(" ", ""));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private String problem(byte[] content) throws IOException {
        Path f = file("bad", content);
        String message = assertThrows(BadFile.class, () -> Idx.read(f)).getMessage();
        assertTrue(message.startsWith("idx: " + f + ": "), message);
        return message;
    }

    private static double[] values(Idx idx) {
        return idx.toDoubles();
    }

    @Test
    void everyTypeIsReadBigEndian() throws IOException {
        Object[][] rows = {
            {ElementType.UINT8, "0000 08 01 00000003 00 7f ff", new double[] {0, 127, 255}},
            {ElementType.INT8, "0000 09 01 00000003 00 7f ff", new double[] {0, 127, -1}},
            {ElementType.INT16, "0000 0b 01 00000002 0102 fffe", new double[] {258, -2}},
            {ElementType.INT32, "0000 0c 01 00000002 01020304 fffffffe", new double[] {16909060, -2}},
            {ElementType.FLOAT32, "0000 0d 01 00000002 3fc00000 c2c80000", new double[] {1.5, -100}},
            {ElementType.FLOAT64, "0000 0e 01 00000001 400921fb54442d18", new double[] {Math.PI}},
        };
        for (Object[] row : rows) {
            Idx idx = Idx.read("text", new ByteArrayInputStream(hex((String) row[1])));
            assertEquals(row[0], idx.type());
            assertArrayEquals((double[]) row[2], values(idx));
        }
    }

    @Test
    void anyRank() throws IOException {
        assertArrayEquals(new int[0], Idx.read("scalar", new ByteArrayInputStream(hex("0000 08 00 2a"))).shape());
        assertArrayEquals(new int[] {0}, Idx.read("empty", new ByteArrayInputStream(hex("0000 08 01 00000000"))).shape());
        Idx cube = Idx.read("cube", new ByteArrayInputStream(hex("0000 08 03 00000001 00000002 00000003 010203040506")));
        assertArrayEquals(new int[] {1, 2, 3}, cube.shape());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, cube.toBytes());
        Idx hollow = Idx.read("hollow", new ByteArrayInputStream(hex("0000 0e 03 7fffffff 00000000 7fffffff")));
        assertArrayEquals(new int[] {Integer.MAX_VALUE, 0, Integer.MAX_VALUE}, hollow.shape());
    }

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        byte[] plain = hex("0000 08 01 00000004 01020304");
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Idx.read(file("named-plain", gzip(plain))).toBytes());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Idx.read(file("named.gz", plain)).toBytes());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        short[] values = {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE, 77};
        for (String name : List.of("a.idx", "a.idx.gz")) {
            Path f = folder.resolve(name);
            Idx.of(values, 2, 3).write(f);
            Idx back = Idx.read(f);
            assertArrayEquals(new int[] {2, 3}, back.shape());
            assertArrayEquals(new double[] {0, 1, -1, 32767, -32768, 77}, values(back));
            assertEquals(name.endsWith("gz"), (Files.readAllBytes(f)[0] & 0xff) == 0x1f);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count(), "no temporary file stays");
        }
    }

    @Test
    void largeArraysCrossEveryBuffer() throws IOException {
        byte[] values = new byte[3_000_017];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 31 + (i >> 8));
        }
        for (String name : List.of("large", "large.gz")) {
            Path f = folder.resolve(name);
            Idx.of(values, values.length).write(f);
            assertArrayEquals(values, Idx.read(f).toBytes());
        }
    }

    @Test
    void cutShortSaysHowManyBytesAreMissing() throws IOException {
        byte[] whole = hex("0000 08 01 00000010 000102030405060708090a0b0c0d0e0f");
        assertTrue(problem(Arrays.copyOf(whole, 20)).contains("cut short: by its header it has 24 bytes, found 20"));
        assertTrue(problem(Arrays.copyOf(whole, 6)).contains("cut short: the header ends at byte 8, the file at 6"));
        assertTrue(problem(Arrays.copyOf(whole, 2)).contains("cut short: the magic number ends at byte 4, the file at 2"));
        assertTrue(problem(new byte[0]).contains("cut short: the magic number ends at byte 4, the file at 0"));
        assertTrue(problem(gzip(Arrays.copyOf(whole, 20))).contains("cut short: by its header it has 24 bytes unpacked, found 20"));
    }

    @Test
    void everyCutOfAGzipFileIsOneClearError() throws IOException {
        byte[] plain = new byte[8 + 5000];
        System.arraycopy(hex("0000 08 01 00001388"), 0, plain, 0, 8);
        new java.util.Random(5).nextBytes(plain);
        System.arraycopy(hex("0000 08 01 00001388"), 0, plain, 0, 8);
        byte[] zipped = gzip(plain);
        for (int cut = 3; cut < zipped.length; cut += 97) {
            assertTrue(problem(Arrays.copyOf(zipped, cut)).contains("cut short"), "cut at " + cut);
        }
        zipped[zipped.length - 6] ^= 0x55; // the check sum
        assertTrue(problem(zipped).contains("damaged"));
    }

    @Test
    void bytesLeftOverAreRefused() throws IOException {
        assertTrue(problem(hex("0000 08 01 00000002 010203")).contains("by its header it has 10 bytes, found 11"));
        assertTrue(problem(gzip(hex("0000 08 01 00000002 010203"))).contains("bytes left over after the data"));
    }

    @Test
    void anotherFormatIsNamed() throws IOException {
        String message = problem(hex("89504e470d0a1a0a"));
        assertTrue(message.contains("0x89504e47") && message.contains("an IDX file begins with"), message);
        assertTrue(problem(hex("0000 0a 01 00000001 00")).contains("magic number"));
        assertTrue(problem(hex("0000 08 ff 00000001 00")).contains("magic number"));
    }

    @Test
    void sizesThatLieTakeNoMemory() throws IOException {
        String lie = "0000 0e 02 7fffffff 00000100";
        assertTrue(problem(hex(lie + "00")).contains("by its header it has 4398046509068 bytes, found 13"));
        assertTrue(problem(gzip(hex(lie + "00"))).contains("cut short"));
        assertTrue(problem(hex("0000 0e 03 7fffffff 7fffffff 7fffffff")).contains("more than can be held"));
        assertTrue(problem(hex("0000 08 01 80000000")).contains("an axis of 2147483648 entries"));
    }

    @Test
    void missingFilesAndFolders() {
        Path none = folder.resolve("none");
        assertEquals("idx: " + none + ": no such file", assertThrows(BadFile.class, () -> Idx.read(none)).getMessage());
        assertTrue(assertThrows(BadFile.class, () -> Idx.read(folder)).getMessage().contains("is a folder"));
    }

    @Test
    void valuesMustFillTheShape() {
        assertThrows(IllegalArgumentException.class, () -> Idx.of(new byte[5], 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Idx.of(new short[2], 2).toBytes());
    }
}
