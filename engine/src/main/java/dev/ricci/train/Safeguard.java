package dev.ricci.train;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Parameter;
import java.util.Map;

/** Keeps the last weights that were sound, and ends a training whose numbers are not. */
final class Safeguard {
    private final Map<String, Parameter> parameters;
    private final Snapshot weights;
    private Position sound;

    Safeguard(Map<String, Parameter> parameters, Position at) {
        this.parameters = parameters;
        this.weights = new Snapshot(parameters);
        this.sound = at;
    }

    /** @throws NumericalFailure where a loss or a weight is NaN or infinite, after the last sound weights are back */
    void check(Meter.Reading reading, Position at, double learningRate) {
        boolean finite = Snapshot.isFinite(parameters.values().stream().map(Parameter::value).toList());
        if (reading.bad() == 0 && finite) {
            weights.take();
            sound = at;
            return;
        }
        weights.restore();
        String what = reading.bad() > 0
                ? "the loss became NaN or infinite at step " + reading.bad()
                : "weights became NaN or infinite by step " + at.step();
        throw new NumericalFailure("training: " + what + " of epoch " + (at.epoch() + 1) + ", with learning rate " + learningRate
                + "; lower the learning rate, clip the gradients, or scale the features; the network has its weights of " + sound
                + " again");
    }
}
