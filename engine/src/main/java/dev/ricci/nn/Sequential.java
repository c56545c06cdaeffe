package dev.ricci.nn;

import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Layers one after another; parameters are named by the number of their layer, as in {@code 0.weight}. */
public final class Sequential implements Layer {
    private final List<Layer> layers;
    private final List<Layer> steps;

    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    public Sequential(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        this.steps = fused(this.layers);
    }

    /** A linear layer and the activation behind it as one step. */
    private static List<Layer> fused(List<Layer> layers) {
        List<Layer> steps = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Linear l && i + 1 < layers.size() && layers.get(i + 1) instanceof Activation a) {
                steps.add(l.then(a));
                i++;
            } else {
                steps.add(layers.get(i));
            }
        }
        return steps;
    }

    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
        Tensor y = x;
        for (Layer step : steps) {
            y = step.forward(y, mode);
        }
        return y;
    }

    @Override
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = i + ".";
            layers.get(i).parameters().forEach((name, p) -> all.put(prefix + name, p));
        }
        return all;
    }

    @Override
    public Map<String, Generator> generators() {
        Map<String, Generator> all = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = i + ".";
            layers.get(i).generators().forEach((name, g) -> all.put(prefix + name, g));
        }
        return all;
    }

    @Override
    public String describe() {
        return layers.stream().map(Layer::describe).collect(Collectors.joining(", "));
    }

    /** One line a layer, with its number and how much it can learn. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            table.append(line("%3d  %-24s %,12d\n", i, layer.describe(), layer.parameterCount()));
        }
        return table.append(line("     %-24s %,12d parameters", "total", parameterCount())).toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
