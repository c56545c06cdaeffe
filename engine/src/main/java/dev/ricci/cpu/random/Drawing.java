package dev.ricci.cpu.random;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Philox;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.random.Quantiles.Quantile;

/** Turns the generator's words into numbers of a distribution, in memory without gaps. */
public final class Drawing {
    /** Blocks made at once: their words, and the numbers made of them, stay in the nearest cache. */
    private static final int BLOCKS = 256;
    /** Blocks of a part of the work. */
    private static final int GRAIN = 4 * BLOCKS;

    private final Draw draw;
    private final DType type;
    private final Doubles[] parameters;
    private final long counter;
    private final long key;

    private Drawing(Draw draw, DType type, Doubles[] parameters, long counter, long key) {
        this.draw = draw;
        this.type = type;
        this.parameters = parameters;
        this.counter = counter;
        this.key = key;
    }

    /** Fills n elements from an address, the first from the first word of a counter; parameters as {@link Draw#plain} makes them. */
    public static void fill(Pool pool, Draw draw, DType type, long address, long n, long counter, long key, View... parameters) {
        Doubles[] p = new Doubles[parameters.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = Doubles.of(parameters[i]);
        }
        Drawing d = new Drawing(draw, type, p, counter, key);
        if (draw.isByAttempts()) {
            pool.range(n, BLOCKS, (first, end) -> d.attempts(address, first, end));
        } else {
            pool.range(draw.blocks(type, n), GRAIN, (first, end) -> d.words(address, n, first, end));
        }
    }

    private void words(long address, long n, long from, long end) {
        int per = draw.perBlock(type);
        int most = (int) Math.min(BLOCKS, end - from);
        int[] words = new int[Philox.WORDS * most];
        Writer writer = writer(new double[hasQuantile() ? per * most : 0]);
        for (long b = from; b < end; b += most) {
            int blocks = (int) Math.min(most, end - b);
            Blocks.fill(words, blocks, counter + b, key);
            long first = b * per;
            writer.write(words, address + first * type.bytes(), (int) Math.min((long) blocks * per, n - first), first);
        }
    }

    private boolean hasQuantile() {
        return switch (draw) {
            case NORMAL, EXPONENTIAL, GUMBEL, TRUNCATED_NORMAL -> true;
            default -> false;
        };
    }

    /** Writes n elements made of words, of which the first is element number first. */
    @FunctionalInterface
    private interface Writer {
        void write(int[] words, long address, int n, long first);
    }

    private Writer writer(double[] p) {
        return switch (draw) {
            case BITS -> (words, address, n, _) -> Words.bits(words, address, n);
            case UNIFORM -> type == DType.FLOAT64
                    ? (words, address, n, _) -> Words.uniformDoubles(words, address, n)
                    : (words, address, n, _) -> Words.uniformFloats(words, address, n);
            case NORMAL -> by(NormalQuantile::all, p);
            case EXPONENTIAL -> by(Quantiles::exponential, p);
            case GUMBEL -> by(Quantiles::gumbel, p);
            case TRUNCATED_NORMAL -> by(Quantiles.truncatedNormal(parameters[0], parameters[1]), p);
            case BERNOULLI -> this::bernoulli;
            case INTEGERS -> {
                Integers i = new Integers(parameters[0], parameters[1], key);
                yield (words, address, n, first) -> i.write(words, address, n, first, counter + first / Philox.WORDS);
            }
            case GAMMA, BETA, POISSON -> throw new AssertionError(draw);
        };
    }

    private Writer by(Quantile quantile, double[] p) {
        boolean wide = type == DType.FLOAT64;
        return (words, address, n, first) -> {
            Words.open(words, p, n, wide);
            quantile.apply(p, n, first);
            Words.store(p, address, n, wide);
        };
    }

    private void bernoulli(int[] words, long address, int n, long first) {
        for (int i = 0; i < n; i++) {
            double p = parameters[0].at(first + i);
            Memory.setByte(address + i, (byte) (Words.open(words[i]) < p && p <= 1 ? 1 : 0));
        }
    }

    private void attempts(long address, long from, long end) {
        Attempts w = new Attempts(key);
        for (long i = from; i < end; i++) {
            w.at(counter + i);
            double a = parameters[0].at(i);
            switch (draw) {
                case GAMMA -> set(address, i, Gamma.variate(w, a));
                case BETA -> set(address, i, Gamma.beta(w, a, parameters[1].at(i)));
                case POISSON -> Memory.setInt(address + 4 * i, Poisson.variate(w, a));
                default -> throw new AssertionError(draw);
            }
        }
    }

    private void set(long address, long i, double x) {
        if (type == DType.FLOAT64) {
            Memory.setDouble(address + 8 * i, x);
        } else {
            Memory.setFloat(address + 4 * i, (float) x);
        }
    }
}
