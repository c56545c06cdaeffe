package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Philox;
import dev.ricci.backend.View;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of Philox4x32-10 that draws without state and can be split: the same key gives the same numbers, in any order, on any thread and
 * on any device.
 *
 * <pre>{@code
 * List<Key> keys = Key.of(7).split(2);
 * Tensor weights = keys.get(0).normal(DType.FLOAT32, 3, 4);
 * Tensor mask = keys.get(1).bernoulli(0.5, 3, 4);
 * }</pre>
 *
 * <p>Use a key for one thing only: for one draw, or for being split, or as a Generator's; two draws of one key are correlated. Inside
 * a recorded step a key draws the same numbers each time; a {@link Generator} draws new ones.
 *
 * <p>A child's key is two words of the block with the counter {i low, i high, 0, 1} for {@link #split} and {.., 2} for {@link #fold}, as
 * JAX does it with Threefry. Numbers come from counters whose fourth word is 0, and under one key Philox maps different counters to
 * different blocks (Salmon, Moraes, Dror, Shaw 2011): so a key's numbers never come from the blocks that its children are made of, and
 * no two children share a block. That a tree of keys made so by a block cipher is as good as independent seeds is shown by Claessen and
 * Palka (Splittable pseudorandom number generators using cryptographic hashing, Haskell 2013), as far as the cipher is one: Philox passes
 * all known statistical tests, but is no cryptography. A key has 64 bits: of m keys two are equal with a probability of m^2 / 2^65, 3e-8
 * for a million.
 *
 * @param seed the 64 bits of the key
 */
public record Key(long seed) implements Draws {
    private static final int SPLIT = 1;
    private static final int FOLD = 2;
    private static final int PART = 3;

    /** The key of a seed; it draws what a {@link Generator} of the seed draws first. */
    public static Key of(long seed) {
        return new Key(seed);
    }

    /** Two keys, independent of each other and of this. */
    public List<Key> split() {
        return split(2);
    }

    /** Keys independent of each other and of this; the first n are the same for any larger n. */
    public List<Key> split(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("split: into 0 keys or more, got " + n);
        }
        List<Key> keys = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            keys.add(child(i, SPLIT));
        }
        return List.copyOf(keys);
    }

    /** The key of a number under this one, such as that of an epoch, a row or a thread (JAX's fold_in). */
    public Key fold(long data) {
        return child(data, FOLD);
    }

    private Key child(long number, int use) {
        int[] words = new int[Philox.WORDS];
        Philox.block(words, 0, (int) number, (int) (number >>> 32), 0, use, (int) seed, (int) (seed >>> 32));
        return new Key(words[0] & 0xFFFF_FFFFL | (long) words[1] << 32);
    }

    @Override
    public Backend device() {
        return Devices.current();
    }

    @Override
    public View counter(Backend device, int part) {
        return device.counter(part == 0 ? seed : child(part, PART).seed, 0);
    }
}
