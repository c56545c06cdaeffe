package dev.ricci.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void scoresOfASmallExampleByHand() {
        int[] truth = {0, 0, 0, 1, 1, 2, 2, 2, 2, 2};
        int[] given = {0, 0, 1, 1, 0, 2, 2, 2, 1, 2};
        ConfusionMatrix m = ConfusionMatrix.of(truth, given, 4);
        assertEquals(0.7, m.accuracy(), 1e-15);
        assertEquals(2 / 3.0, m.precision(0), 1e-15);
        assertEquals(2 / 3.0, m.recall(0), 1e-15);
        assertEquals(1 / 3.0, m.precision(1), 1e-15);
        assertEquals(0.5, m.recall(1), 1e-15);
        assertEquals(0.4, m.f1(1), 1e-15);
        assertEquals(8 / 9.0, m.f1(2), 1e-15);
        assertEquals(0, m.f1(3), "a class that never occurs");
        assertEquals((2 / 3.0 + 0.4 + 8 / 9.0) / 4, m.macroF1(), 1e-15);
        assertEquals(1, m.count(2, 1));
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(truth, given, 2));
    }

    @Test
    void splitsShareOutEveryRowOnce() {
        Split s = Split.of(101, 0.2, 7);
        assertEquals(20, s.test().length);
        int[] both = IntStream.concat(Arrays.stream(s.train()), Arrays.stream(s.test())).sorted().toArray();
        assertArrayEquals(IntStream.range(0, 101).toArray(), both);
        assertArrayEquals(s.test(), Split.of(101, 0.2, 7).test());
        assertTrue(!Arrays.equals(s.test(), Split.of(101, 0.2, 8).test()));
        List<Split> folds = Split.folds(10, 3, 1);
        int[] tested = folds.stream().flatMapToInt(f -> Arrays.stream(f.test())).sorted().toArray();
        assertArrayEquals(IntStream.range(0, 10).toArray(), tested);
        assertThrows(IllegalArgumentException.class, () -> Split.of(1, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> Split.folds(3, 4, 0));
    }

    @Test
    void neitherSideOfASplitIsEmpty() {
        int[] labels = IntStream.range(0, 20).map(i -> i / 2).toArray();
        assertEquals(1, Split.stratified(labels, 1 / 12.0, 4).test().length);
        assertEquals(1, Split.stratified(labels, 0.99, 4).train().length);
        String message = assertThrows(IllegalArgumentException.class, () -> Split.stratified(new int[1], 0.5, 4)).getMessage();
        assertTrue(message.contains("1 rows cannot be shared out"), message);
    }

    @Test
    void stratifiedSplitsKeepTheSharesOfLabels() {
        int[] labels = IntStream.range(0, 1000).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        Split s = Split.stratified(labels, 0.3, 4);
        assertEquals(30, Arrays.stream(s.test()).filter(i -> labels[i] == 1).count());
        assertEquals(300, s.test().length);
    }
}
