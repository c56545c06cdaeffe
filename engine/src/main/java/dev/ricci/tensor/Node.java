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
    private final Object operation;
    private final long versions;
    private Tensor[] inputs;
    private Pullback pullback;

    Node(Object operation, Tensor[] inputs, Pullback pullback) {
        this.operation = operation;
        this.inputs = inputs;
        this.pullback = pullback;
        this.versions = versions(inputs);
    }

    /** Grows with every change of an input's memory; so equal sums mean that nothing has changed. */
    private static long versions(Tensor[] inputs) {
        long sum = 0;
        for (Tensor t : inputs) {
            sum += t.version();
        }
        return sum;
    }

    /** The number that the next node of any thread will have or exceed: what is made from now on has no smaller one. */
    public static long next() {
        return COUNT.get();
    }

    /** Grows with time: inputs always have smaller numbers than what is made from them. */
    public long number() {
        return number;
    }

    /** What errors call the operation. */
    public String operation() {
        return operation.toString();
    }

    public int inputCount() {
        return saved().length;
    }

    public Tensor input(int i) {
        return saved()[i];
    }

    /**
     * The gradient of input i, or null for zero.
     *
     * @throws IllegalStateException where an input is the value of a parameter that has been changed since
     */
    public Tensor pullback(int i, Tensor gradient) {
        if (versions != versions(saved())) {
            throw new IllegalStateException("gradient of " + operation + ": a parameter that it read has changed since, by set or update;"
                    + " take the gradients before the change, or compute the loss again");
        }
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
