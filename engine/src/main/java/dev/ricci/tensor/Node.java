package dev.ricci.tensor;

import java.util.concurrent.atomic.AtomicLong;

/** How a tensor came about: the operation, its inputs, and the gradient of each input given the gradient of the result. */
public final class Node {
    private static final AtomicLong COUNT = new AtomicLong();

    /** The gradient of one input, in the input's shape, or null where it is zero everywhere. */
    @FunctionalInterface
    public interface Pullback {
        Tensor at(int input, Tensor gradient);

        /**
         * For an operation whose gradient the device has as one of its own: that one, unless the gradient must have a history itself;
         * then the same made of tensor operations. The choice is made here only.
         */
        static Pullback fused(Pullback byDevice, Pullback byTensors) {
            return (i, g) -> History.isOn() ? byTensors.at(i, g) : byDevice.at(i, g);
        }
    }

    private final long number = COUNT.getAndIncrement();
    private final String operation;
    private Tensor[] inputs;
    private Pullback pullback;

    Node(String operation, Tensor[] inputs, Pullback pullback) {
        this.operation = operation;
        this.inputs = inputs;
        this.pullback = pullback;
    }

    /** Grows with time: inputs always have smaller numbers than what is made from them. */
    public long number() {
        return number;
    }

    public String operation() {
        return operation;
    }

    public int inputCount() {
        return saved().length;
    }

    public Tensor input(int i) {
        return saved()[i];
    }

    /** The gradient of input i, or null for zero. */
    public Tensor pullback(int i, Tensor gradient) {
        saved();
        return pullback.at(i, gradient);
    }

    /** Whether the inputs are forgotten. */
    public boolean isLetGo() {
        return inputs == null;
    }

    /** Forgets the inputs, so that their memory can go. */
    public void letGo() {
        inputs = null;
        pullback = null;
    }

    private Tensor[] saved() {
        if (inputs == null) {
            throw new IllegalStateException(operation + ": its history was let go by an earlier Gradients.of; compute the loss again,"
                    + " or use Gradients.withHistory where the history is needed twice");
        }
        return inputs;
    }
}
