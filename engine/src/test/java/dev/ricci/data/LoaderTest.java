package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoaderTest {
    /** Sample i is [i, i + 0.5], its target i. */
    private static Dataset ramp(int n) {
        float[] x = new float[2 * n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = i;
            x[2 * i + 1] = i + 0.5f;
        }
        return new Dataset(Tensor.of(x, n, 2), Tensor.arange(n));
    }

    private static List<Integer> order(Iterable<Batch> epoch) {
        List<Integer> seen = new ArrayList<>();
        for (Batch b : epoch) {
            try (Scope _ = Scope.open()) {
                int[] targets = b.targets().toInts();
                float[] inputs = b.inputs().toFloats();
                assertEquals(targets.length, b.count());
                for (int i = 0; i < targets.length; i++) {
                    assertEquals(targets[i], inputs[2 * i]);
                    assertEquals(targets[i] + 0.5f, inputs[2 * i + 1]);
                    seen.add(targets[i]);
                }
            }
        }
        return seen;
    }

    private static String problem(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void inOrderAndShuffledEverySampleComesOnce() {
        Loader loader = new Loader(ramp(103), 10);
        List<Integer> all = IntStream.range(0, 103).boxed().toList();
        assertEquals(11, loader.batches());
        assertEquals(all, order(loader.epoch(0)));
        List<Integer> shuffled = order(loader.shuffled(5).epoch(0));
        assertFalse(all.equals(shuffled));
        assertEquals(all, shuffled.stream().sorted().toList());
    }

    @Test
    void theOrderDependsOnSeedAndEpochAlone() {
        Loader loader = new Loader(ramp(50), 8).shuffled(3);
        List<Integer> third = order(loader.epoch(3));
        order(loader.epoch(0));
        assertEquals(third, order(loader.epoch(3)));
        assertEquals(third, order(new Loader(ramp(50), 7).shuffled(3).epoch(3)));
        assertFalse(third.equals(order(loader.epoch(4))));
        assertFalse(third.equals(order(new Loader(ramp(50), 8).shuffled(4).epoch(3))));
        assertEquals(third.subList(16, 50), order(loader.epoch(3, 2)), "resumed in the middle of an epoch");
    }

    /** Each of the 120 orders of five samples comes about as often. */
    @Test
    void ordersAreEven() {
        Loader loader = new Loader(ramp(5), 5).shuffled(1);
        int[] first = new int[25];
        for (int e = 0; e < 5000; e++) {
            int[] order = loader.order(e);
            for (int i = 0; i < 5; i++) {
                first[5 * i + order[i]]++;
            }
        }
        double chi2 = Arrays.stream(first).mapToDouble(c -> (c - 1000.0) * (c - 1000.0) / 1000).sum();
        assertTrue(chi2 < 39.25, "chi-squared of 16 degrees of freedom, 0.1 % point: " + chi2);
    }

    @Test
    void theLastBatch() {
        Loader loader = new Loader(ramp(10), 4);
        List<Integer> sizes = new ArrayList<>();
        loader.epoch(0).forEach(b -> sizes.add(b.count()));
        assertEquals(List.of(4, 4, 2), sizes);
        assertEquals(2, loader.wholeBatches().batches());
        assertEquals(8, order(loader.wholeBatches().shuffled(1).epoch(0)).size());
        assertEquals(1, new Loader(ramp(10), 10).batches());
    }

    @Test
    void wrongSizesAreNamed() {
        assertTrue(problem(() -> new Loader(ramp(10), 11)).contains("a batch of 11 of 10 samples; take 1 to 10"));
        problem(() -> new Loader(ramp(10), 0));
        problem(() -> new Loader(ramp(10), 4).epoch(-1));
        problem(() -> new Loader(ramp(10), 4).epoch(0, 4));
        var done = new Loader(ramp(10), 4).epoch(0, 3).iterator();
        assertFalse(done.hasNext());
        assertThrows(NoSuchElementException.class, done::next);
    }

    @Test
    void batchesBelongToTheScopeOfTheirStep() {
        Loader loader = new Loader(ramp(20), 4).shuffled(1);
        var epoch = loader.epoch(0).iterator();
        Batch kept;
        try (Scope scope = Scope.open()) {
            kept = epoch.next();
            assertEquals(2, scope.owned());
        }
        assertThrows(IllegalStateException.class, () -> kept.inputs().toFloats());
        assertEquals(4, epoch.next().count());
    }

    @Test
    void datasetsAreChecked() {
        assertTrue(problem(() -> new Dataset(Tensor.zeros(3, 2), Tensor.arange(4))).contains("must agree, got 3 and 4"));
        assertTrue(problem(() -> new Dataset(Tensor.zeros(0, 2), Tensor.arange(0))).contains("there are no samples"));
        problem(() -> new Dataset(Tensor.scalar(DType.FLOAT32, 1), Tensor.arange(1)));
        problem(() -> ramp(5).take(6));
        problem(() -> ramp(5).take(0));
        problem(() -> ramp(5).subset(1, 5));
        problem(() -> ramp(5).split(1, 0));
        problem(() -> ramp(5).split(0.01, 0));
        problem(() -> ramp(5).split(Double.NaN, 0));
    }

    @Test
    void partsOfADataset() {
        Dataset d = ramp(10);
        assertArrayEquals(new int[] {0, 1, 2}, d.take(3).targets().toInts());
        assertArrayEquals(new float[] {4, 4.5f, 5, 5.5f}, d.slice(4, 6).inputs().toFloats());
        Dataset some;
        try (Scope scope = Scope.open()) {
            some = d.subset(7, 0, 7);
            scope.keep(some.inputs());
            scope.keep(some.targets());
        }
        assertArrayEquals(new int[] {7, 0, 7}, some.targets().toInts());
        Dataset.Split parts = d.split(0.3, 9);
        assertEquals(3, parts.first().count());
        int[] all = IntStream.concat(Arrays.stream(parts.first().targets().toInts()), Arrays.stream(parts.second().targets().toInts()))
                .sorted().toArray();
        assertArrayEquals(IntStream.range(0, 10).toArray(), all);
        assertArrayEquals(parts.first().targets().toInts(), d.split(0.3, 9).first().targets().toInts());
        assertEquals(DType.FLOAT64, d.withInputs(DType.FLOAT64).inputs().dtype());
    }

    @Test
    void imagesBecomeTensors() {
        ImageSet set = ImageSet.of(new byte[] {0, 51, (byte) 255, 102, 0, 0, 0, 0}, new byte[] {7, 2}, 2, 2);
        assertArrayEquals(new float[] {0, 0.2f, 1, 0.4f, 0, 0, 0, 0}, set.images(Scaling.UNIT).toFloats());
        assertArrayEquals(new int[] {2, 2, 2}, set.images(Scaling.UNIT).shape());
        assertEquals((1 - 0.1307) / 0.3081, set.matrix(Scaling.MNIST).toFloats()[2], 1e-6);
        Dataset d = Dataset.of(set, Scaling.UNIT);
        assertArrayEquals(new int[] {2, 4}, d.inputs().shape());
        assertArrayEquals(new int[] {7, 2}, d.targets().toInts());
        Batch b = set.batch(Scaling.UNIT, 1, 0).upload();
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0.2f, 1, 0.4f}, b.inputs().toFloats());
        assertArrayEquals(new int[] {2, 7}, b.targets().toInts());
        problem(() -> set.batch(Scaling.UNIT, 2));
        problem(() -> set.batches(Scaling.UNIT, 3, 0, 0));
        Idx array = Idx.of(Tensor.of(new float[] {1.5f, -2}, 2, 1));
        assertArrayEquals(new float[] {1.5f, -2}, array.tensor().toFloats());
        assertArrayEquals(new int[] {0, 255}, Idx.of(new byte[] {0, -1}, 2).tensor().toInts());
    }
}
