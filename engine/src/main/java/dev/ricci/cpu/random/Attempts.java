package dev.ricci.cpu.random;

import dev.ricci.backend.Philox;

/**
 * The words that one element of a draw by attempts takes: a block for each attempt, whose number is the third word of the counter.
 *
 * <p>So an element has words without end of its own, whatever the others need, and the counter moves on by the number of elements.
 */
final class Attempts {
    private final int[] words = new int[Philox.WORDS];
    private final long key;
    private long counter;

    Attempts(long key) {
        this.key = key;
    }

    /** Goes to the element whose blocks have this counter. */
    Attempts at(long counter) {
        this.counter = counter;
        return this;
    }

    /** Makes the words of an attempt. */
    void take(int attempt) {
        Philox.block(words, 0, (int) counter, (int) (counter >>> 32), attempt, 0, (int) key, (int) (key >>> 32));
    }

    int word(int i) {
        return words[i];
    }

    /** A number inside (0, 1) of the first two words. */
    double first() {
        return Words.open(Words.pair(words, 0));
    }

    /** A number inside (0, 1) of the last two words. */
    double second() {
        return Words.open(Words.pair(words, 1));
    }
}
