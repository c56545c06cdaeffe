package dev.ricci.demos.training;

import dev.ricci.nn.Network;
import java.util.StringJoiner;

/**
 * What is to be trained, and how.
 *
 * @param network   the layers
 * @param epochs    passes through the training samples, those of a resumed run included
 * @param batch     samples in a step
 * @param optimizer by name
 * @param rate      the learning rate at its highest
 * @param schedule  of the learning rate, by name
 * @param l2        the penalty on the squares of the weights
 * @param seed      of weights, shuffling and dropout
 */
public record TrainingSettings(
        Network network, int epochs, int batch, String optimizer, double rate, String schedule, double l2, long seed) {
    /** The layers for people, as in {@code 784-128-10, dropout 0.2}. */
    public String shape() {
        StringJoiner shape = new StringJoiner("-");
        shape.add(Integer.toString(network.inputs()));
        network.hidden().forEach(units -> shape.add(Integer.toString(units)));
        shape.add(Integer.toString(network.outputs()));
        return network.dropout() > 0 ? shape + ", dropout " + network.dropout() : shape.toString();
    }
}
