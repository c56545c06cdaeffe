package dev.ricci.nn;

import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.tensor.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The description of a multilayer perceptron, a value: {@code Network.of(784, 10).withHidden(512, 256).build(seed)}.
 *
 * @param inputs      features of a sample
 * @param hidden      units of each hidden layer; none make it a linear model
 * @param outputs     classes or values to predict
 * @param activation  behind each hidden layer, by name
 * @param dropout     the probability behind each activation; 0 for none
 * @param initializer of the weights, by name; "auto" takes He's for the relu family and Glorot's for the others
 * @param dtype       of all parameters
 */
public record Network(
        int inputs, List<Integer> hidden, int outputs, String activation, double dropout, String initializer, DType dtype) {

    public Network {
        hidden = List.copyOf(hidden);
        Activation.named(activation);
        if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(h -> h < 1)) {
            throw new IllegalArgumentException("network: sizes are 1 or more, got " + inputs + " inputs, hidden " + hidden + ", "
                    + outputs + " outputs");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("network: a dropout probability from 0 to below 1, got " + dropout);
        }
        if (!initializer.equals("auto")) {
            Initializers.named(initializer);
        }
        if (!dtype.isFloat() || dtype.isHalf()) {
            throw new IllegalArgumentException("network: parameters of float32 or float64, got " + dtype);
        }
    }

    /** A linear model of float32; the methods below add to it. */
    public static Network of(int inputs, int outputs) {
        return new Network(inputs, List.of(), outputs, "relu", 0, "auto", DType.FLOAT32);
    }

    public Network withHidden(int... units) {
        return new Network(inputs, Arrays.stream(units).boxed().toList(), outputs, activation, dropout, initializer, dtype);
    }

    public Network withActivation(String name) {
        return new Network(inputs, hidden, outputs, name, dropout, initializer, dtype);
    }

    public Network withDropout(double probability) {
        return new Network(inputs, hidden, outputs, activation, probability, initializer, dtype);
    }

    public Network withInitializer(String name) {
        return new Network(inputs, hidden, outputs, activation, dropout, name, dtype);
    }

    public Network withType(DType type) {
        return new Network(inputs, hidden, outputs, activation, dropout, initializer, type);
    }

    /** How many numbers can be learnt. */
    public long parameterCount() {
        long n = 0;
        List<Integer> s = sizes();
        for (int i = 1; i < s.size(); i++) {
            n += (s.get(i - 1) + 1L) * s.get(i);
        }
        return n;
    }

    /**
     * The layers, with fresh weights on the current device; the same seed gives the same weights.
     *
     * @throws OutOfMemory before anything is drawn, where the weights and their gradients are more than the device has
     */
    public Sequential build(long seed) {
        checkFits();
        SplittableRandom seeds = new SplittableRandom(seed);
        Generator generator = new Generator(seeds.nextLong());
        Activation between = Activation.named(activation);
        Initializer inner = initializer(true);
        Initializer last = initializer(false);
        List<Layer> layers = new ArrayList<>();
        int from = inputs;
        for (int units : hidden) {
            layers.add(new Linear(from, units, dtype, inner, generator));
            layers.add(between);
            if (dropout > 0) {
                layers.add(new Dropout(dropout, seeds.nextLong()));
            }
            from = units;
        }
        layers.add(new Linear(from, outputs, dtype, last, generator));
        return new Sequential(layers);
    }

    private void checkFits() {
        long needed = 2 * parameterCount() * dtype.bytes();
        long available = Devices.current().availableBytes();
        if (needed > available) {
            throw new OutOfMemory("network: " + parameterCount() + " parameters of " + dtype + " and their gradients need " + (needed >> 20)
                    + " MiB, the device has " + (available >> 20) + " MiB left; take fewer or narrower layers");
        }
    }

    private Initializer initializer(boolean activated) {
        if (!initializer.equals("auto")) {
            return Initializers.named(initializer);
        }
        boolean reluLike = List.of("relu", "leaky-relu", "elu", "gelu", "silu", "softplus").contains(activation);
        return activated && reluLike ? Initializers.heNormal() : Initializers.glorotUniform();
    }

    private List<Integer> sizes() {
        List<Integer> all = new ArrayList<>(hidden);
        all.addFirst(inputs);
        all.addLast(outputs);
        return all;
    }

    /** One line that {@link #parse} reads, as in {@code 784-512-256-10 relu dropout 0.2 auto float32}. */
    public String describe() {
        String shape = sizes().stream().map(String::valueOf).collect(Collectors.joining("-"));
        return shape + " " + activation + " dropout " + dropout + " " + initializer + " " + dtype;
    }

    /** @throws IllegalArgumentException where the line was not written by {@link #describe} */
    public static Network parse(String line) {
        String[] words = line.strip().split(" +");
        if (words.length != 6 || !words[0].matches("\\d{1,9}(-\\d{1,9})+") || !words[2].equals("dropout")) {
            throw new IllegalArgumentException("network: '" + line + "' is no description such as '"
                    + of(784, 10).withHidden(128).describe() + "'");
        }
        List<Integer> s = Arrays.stream(words[0].split("-")).map(Integer::valueOf).toList();
        List<Integer> hidden = s.subList(1, s.size() - 1);
        return new Network(s.getFirst(), hidden, s.getLast(), words[1], Double.parseDouble(words[3]), words[4],
                DType.valueOf(words[5].toUpperCase(Locale.ROOT)));
    }

    /** A table: one line a layer with what comes out of it and how much it can learn. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(line("%-12s %10s %14s\n", "layer", "out", "parameters"));
        List<Integer> s = sizes();
        table.append(line("%-12s %,10d\n", "input", inputs));
        for (int i = 1; i < s.size(); i++) {
            table.append(line("%-12s %,10d %,14d\n", "linear", s.get(i), (s.get(i - 1) + 1L) * s.get(i)));
            if (i < s.size() - 1) {
                String behind = activation + (dropout > 0 ? ", dropout " + dropout : "");
                table.append(line("%-12s %,10d\n", behind, s.get(i)));
            }
        }
        return table.append(line("%-12s %10s %,14d %s", "total", "", parameterCount(), dtype)).toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
