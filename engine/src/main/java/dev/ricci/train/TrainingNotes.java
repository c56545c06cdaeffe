package dev.ricci.train;

import dev.ricci.tensor.Generator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file says of a training besides its numbers.
 *
 * @param optimizer  the name of the update rule
 * @param position   how far it had come
 * @param seed       of the order of the samples
 * @param batches    how the samples were cut into batches, in words
 * @param best       what early stopping knew
 * @param generators the sources of chance, by name
 */
record TrainingNotes(
        String optimizer, Position position, long seed, String batches, Best best, Map<String, Draws> generators) {

    /**
     * The best epoch so far.
     *
     * @param loss   infinite before the first
     * @param epoch  its number, 0 before the first
     * @param waited epochs since
     */
    record Best(double loss, int epoch, int waited) {
        static final Best NONE = new Best(Double.POSITIVE_INFINITY, 0, 0);
    }

    /** A place in the stream of a seed. */
    record Draws(long seed, long position) {}

    static Map<String, Draws> of(Map<String, Generator> generators) {
        Map<String, Draws> all = new LinkedHashMap<>();
        generators.forEach((name, g) -> all.put(name, new Draws(g.seed(), g.position())));
        return all;
    }

    Map<String, String> write() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("optimizer", optimizer);
        all.put("position", position.epoch() + " " + position.step() + " " + position.steps());
        all.put("seed", Long.toString(seed));
        all.put("batches", batches);
        all.put("best", best.loss + " " + best.epoch + " " + best.waited);
        generators.forEach((name, d) -> all.put("generator." + name, d.seed + " " + d.position));
        return all;
    }

    /** @throws IllegalArgumentException where the file holds no training, or notes that cannot be read */
    static TrainingNotes read(Checkpoint from) {
        if (from.state("position") == null) {
            throw from.wrong("holds weights alone and no training to go on with; start a new training from them by Checkpoint.restore");
        }
        try {
            String[] p = from.state("position").split(" ");
            String[] b = from.state("best").split(" ");
            Position position = new Position(count(p[0]), count(p[1]), Long.parseUnsignedLong(p[2]));
            Best best = new Best(Double.parseDouble(b[0]), count(b[1]), count(b[2]));
            Map<String, Draws> generators = new LinkedHashMap<>();
            from.states("generator.").forEach((name, words) -> {
                String[] g = words.split(" ");
                generators.put(name, new Draws(Long.parseLong(g[0]), Long.parseLong(g[1])));
            });
            long seed = Long.parseLong(from.state("seed"));
            return new TrainingNotes(from.state("optimizer"), position, seed, from.state("batches"), best, generators);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException | NullPointerException e) {
            throw from.wrong("holds notes of a training that cannot be read; the file was changed or written by another program");
        }
    }

    /** A number of 0 or more. */
    private static int count(String digits) {
        int n = Integer.parseInt(digits);
        if (n < 0) {
            throw new NumberFormatException(digits);
        }
        return n;
    }
}
