package dev.ricci.cpu.random;

import static org.junit.jupiter.api.Assertions.*;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /** The lines "philox4x32 10" of kat_vectors in Random123, the authors' own library: counter, key, result. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"})
    void publishedKnownAnswers(String counter, String key, String expected) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] out = new int[4];
        Philox.block(out, 0, c[0], c[1], c[2], c[3], k[0], k[1]);
        assertArrayEquals(words(expected), out);
    }

    private static int[] words(String text) {
        return IntStream.range(0, text.split(" ").length).map(i -> HexFormat.fromHexDigits(text.split(" ")[i])).toArray();
    }

    @Test
    void blocksCountOverTheLowWord() {
        int[] many = new int[12];
        Philox.blocks(many, 3, 0x1_FFFF_FFFEL, 0x0123_4567_89AB_CDEFL);
        int[] one = new int[12];
        Philox.block(one, 0, -2, 1, 0, 0, 0x89AB_CDEF, 0x0123_4567);
        Philox.block(one, 4, -1, 1, 0, 0, 0x89AB_CDEF, 0x0123_4567);
        Philox.block(one, 8, 0, 2, 0, 0, 0x89AB_CDEF, 0x0123_4567);
        assertArrayEquals(one, many);
    }
}
