package dev.ricci.benchmarks.suites;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.nn.Activation;
import dev.ricci.nn.Initializer;
import dev.ricci.nn.Initializers;
import dev.ricci.nn.Linear;
import dev.ricci.nn.Losses;
import dev.ricci.nn.Mode;
import dev.ricci.nn.Sequential;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Optimizer;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;

/** A multi-layer perceptron for ten classes with its batch and its optimizer, written as a user would. */
final class Perceptron {
    private static final int CLASSES = 10;

    private final int batch;
    private final int[] widths;
    private final Sequential network;
    private final Optimizer adam;
    private final Tensor x;
    private final Tensor labels;

    Perceptron(int batch, int inputs, int first, int second) {
        this.batch = batch;
        widths = new int[] {inputs, first, second, CLASSES};
        Generator random = new Generator(7);
        Initializer he = Initializers.named("he-normal");
        network = new Sequential(
                new Linear(inputs, first, DType.FLOAT32, he, random), Activation.RELU,
                new Linear(first, second, DType.FLOAT32, he, random), Activation.RELU,
                new Linear(second, CLASSES, DType.FLOAT32, he, random));
        adam = Optimizer.of(new Adam(), network.parameters());
        x = random.uniform(DType.FLOAT32, batch, inputs);
        labels = random.uniform(DType.FLOAT32, batch).mul(CLASSES).to(DType.INT32);
    }

    /** The network's answer, without history. */
    Tensor forward() {
        return History.off(() -> network.forward(x, Mode.EVALUATION));
    }

    Gradients gradients() {
        return Gradients.of(Losses.crossEntropy(network.forward(x, Mode.TRAINING), labels));
    }

    void update(Gradients gradients) {
        adam.step(gradients);
    }

    Tensor step() {
        Tensor loss = Losses.crossEntropy(network.forward(x, Mode.TRAINING), labels);
        adam.step(Gradients.of(loss));
        return loss;
    }

    /** Operations of the forward products. */
    double forwardOperations() {
        double sum = 0;
        for (int i = 1; i < widths.length; i++) {
            sum += 2.0 * batch * widths[i - 1] * widths[i];
        }
        return sum;
    }

    /** Operations of all products of a step: each layer's three, but for the first, which has no use for its input's gradient. */
    double stepOperations() {
        return 3 * forwardOperations() - 2.0 * batch * widths[0] * widths[1];
    }

    long parameterCount() {
        return network.parameters().values().stream().mapToLong(p -> p.size()).sum();
    }

    /** The numbers that name this to PyTorch. */
    String numbers() {
        return batch + " " + widths[0] + " " + widths[1] + " " + widths[2];
    }

    @Override
    public String toString() {
        return widths[0] + "-" + widths[1] + "-" + widths[2] + "-" + widths[3] + ", batch " + batch;
    }
}
