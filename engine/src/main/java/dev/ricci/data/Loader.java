package dev.ricci.data;

import dev.ricci.tensor.Tensor;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * Goes through a set of data in batches, in an order that depends on the seed and the epoch alone, so that training can be taken up again
 * in the middle.
 *
 * <pre>{@code
 * Loader loader = new Loader(data, 128).shuffled(seed);
 * for (Batch batch : loader.epoch(e)) {
 *     try (Scope scope = Scope.open()) { ... }
 * }
 * }</pre>
 *
 * <p>A batch belongs to the scope that is innermost when it is asked for.
 */
public final class Loader {
    private final Dataset data;
    private final int size;
    private final boolean shuffle;
    private final long seed;
    private final boolean whole;

    /**
     * Batches in the order of the data, the last one perhaps smaller.
     *
     * @throws IllegalArgumentException for a batch below 1 or larger than the data
     */
    public Loader(Dataset data, int size) {
        this(data, size, false, 0, false);
        if (size < 1 || size > data.count()) {
            throw new IllegalArgumentException("loader: a batch of " + size + " of " + data.count() + " samples; take 1 to "
                    + data.count());
        }
    }

    private Loader(Dataset data, int size, boolean shuffle, long seed, boolean whole) {
        this.data = data;
        this.size = size;
        this.shuffle = shuffle;
        this.seed = seed;
        this.whole = whole;
    }

    /** In another random order each epoch. */
    public Loader shuffled(long seed) {
        return new Loader(data, size, true, seed, whole);
    }

    /** Without the last batch of an epoch where it would be smaller than the others. */
    public Loader wholeBatches() {
        return new Loader(data, size, shuffle, seed, true);
    }

    /** The number of batches in an epoch. */
    public int batches() {
        return whole ? data.count() / size : Math.ceilDiv(data.count(), size);
    }

    /** All batches of an epoch, counted from 0. */
    public Iterable<Batch> epoch(int epoch) {
        return epoch(epoch, 0);
    }

    /** The batches of an epoch from one on, to go on in the middle of it. */
    public Iterable<Batch> epoch(int epoch, int firstBatch) {
        if (epoch < 0 || firstBatch < 0 || firstBatch > batches()) {
            throw new IllegalArgumentException("loader: epoch " + epoch + " from batch " + firstBatch + "; epochs count from 0,"
                    + " batches are 0 to " + batches());
        }
        return () -> new Batches(epoch, firstBatch);
    }

    /** The order in which the samples come in an epoch, by their numbers. */
    public int[] order(int epoch) {
        return shuffle ? new SplitMix(seed, SplitMix.ORDER, epoch).permutation(data.count()) : IntStream.range(0, data.count()).toArray();
    }

    private final class Batches implements Iterator<Batch> {
        private final Tensor order;
        private int next;

        Batches(int epoch, int first) {
            next = first;
            // belongs to the scope around the loop, and so outlives that of each step
            order = shuffle ? Tensor.of(order(epoch), data.count()).to(data.inputs().backend()) : null;
        }

        @Override
        public boolean hasNext() {
            return next < batches();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("loader: the epoch has " + batches() + " batches");
            }
            int from = next * size;
            int to = Math.min(from + size, data.count());
            next++;
            if (!shuffle) {
                return new Batch(data.inputs().slice(0, from, to), data.targets().slice(0, from, to));
            }
            Tensor index = order.slice(0, from, to);
            return new Batch(data.inputs().gather(index, 0), data.targets().gather(index, 0));
        }
    }
}
