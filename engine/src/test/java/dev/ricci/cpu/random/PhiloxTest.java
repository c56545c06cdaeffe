package dev.ricci.cpu.random;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Philox;
import dev.ricci.cpu.host.VectorApi;
import java.util.Arrays;
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

    /** On lanes, in plain loops and one by one: from counters on that pass 2^32 and 2^64, in numbers that fill no vector too. */
    @Test
    void manyBlocksAreTheSingleOnes() {
        long key = 0x0123_4567_89AB_CDEFL;
        for (long counter : new long[] {0, 0x1_FFFF_FFF0L, -5}) {
            for (int n : new int[] {1, 3, 64, 200}) {
                int[] one = new int[4 * n];
                for (int b = 0; b < n; b++) {
                    long number = counter + b;
                    Philox.block(one, 4 * b, (int) number, (int) (number >>> 32), 0, 0, (int) key, (int) (key >>> 32));
                }
                int[] many = new int[4 * n];
                Blocks.fill(many, n, counter, key);
                assertArrayEquals(one, many);
                int plain = 4 * Blocks.plain(many, n, counter, key);
                assertArrayEquals(Arrays.copyOf(one, plain), Arrays.copyOf(many, plain));
                if (VectorApi.present()) {
                    int lanes = 4 * PhiloxLanes.fill(many, n, counter, key);
                    assertArrayEquals(Arrays.copyOf(one, lanes), Arrays.copyOf(many, lanes));
                    assertTrue(n < 64 || lanes > 0);
                }
            }
        }
    }
}
