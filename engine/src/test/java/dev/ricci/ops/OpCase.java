package dev.ricci.ops;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * One operation with sample shapes, the domain of its inputs, and its definition over grids of double.
 *
 * <p>The name is that of the method, with an optional variant after a blank.
 */
final class OpCase {
    /** What is allowed to differ from the definition: tolerance * epsilon * (|value| + scale). */
    record Tolerance(double factor, double scale) {}

    final String name;
    final Function<Tensor[], Tensor> op;
    final Function<Grid[], Grid> definition;
    final List<int[][]> samples = new ArrayList<>();
    private final List<DType> inputTypes = new ArrayList<>();
    double[][] domains = {{-2, 2}};
    Tolerance tolerance = new Tolerance(4, 0);
    boolean differentiable = true;
    boolean mayReadBack;
    private double spacing;

    OpCase(String name, Function<Tensor[], Tensor> op, Function<Grid[], Grid> definition) {
        this.name = name;
        this.op = op;
        this.definition = definition;
    }

    OpCase sample(int[]... shapes) {
        samples.add(shapes);
        return this;
    }

    /** Bounds of each input; the last pair serves all further inputs. */
    OpCase domain(double[]... bounds) {
        domains = bounds;
        return this;
    }

    OpCase domain(double low, double high) {
        return domain(new double[] {low, high});
    }

    OpCase within(double factor, double scale) {
        tolerance = new Tolerance(factor, scale);
        return this;
    }

    /** Types of the inputs that do not take the type under test. */
    OpCase types(DType... types) {
        inputTypes.addAll(Arrays.asList(types));
        return this;
    }

    OpCase notDifferentiable() {
        differentiable = false;
        return this;
    }

    /** A GPU may refuse to record it, for sizes that the host does. */
    OpCase mayReadBack() {
        mayReadBack = true;
        return this;
    }

    /** All elements of an input differ by this much at least: for operations with kinks where elements are equal. */
    OpCase spaced(double distance) {
        spacing = distance;
        return this;
    }

    String method() {
        return name.split(" ")[0];
    }

    /** The type of an input when the operation is tried in a type. */
    DType type(int input, DType tried) {
        DType fixed = input < inputTypes.size() ? inputTypes.get(input) : null;
        return fixed == null ? tried : fixed;
    }

    /** Inputs of one sample, rounded as their type rounds; the same for the same seed. */
    Grid[] inputs(int[][] shapes, DType tried, long seed) {
        Random random = new Random(seed * 31 + name.hashCode());
        Grid[] in = new Grid[shapes.length];
        for (int i = 0; i < in.length; i++) {
            double[] d = domains[Math.min(i, domains.length - 1)];
            int n = Grid.size(shapes[i]);
            double[] v = spacing > 0 ? spaced(n, d, random) : random.doubles(n, d[0], d[1]).toArray();
            in[i] = new Grid(shapes[i], v).rounded(type(i, tried));
        }
        return in;
    }

    private double[] spaced(int n, double[] d, Random random) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(d[0] + spacing * (i + 0.25 * random.nextDouble()));
        }
        java.util.Collections.shuffle(all, random);
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
