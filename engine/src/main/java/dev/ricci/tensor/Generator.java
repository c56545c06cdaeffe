package dev.ricci.tensor;

import static dev.ricci.formula.Formula.X;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.lang.foreign.MemorySegment;

/**
 * Random tensors from a seed: Philox4x32-10, the same numbers on every device and for any number of threads.
 *
 * <p>The counter lives on the device, so that a recorded step draws new numbers each time it is run.
 */
public final class Generator {
    private final Backend device;
    private final View counter;

    public Generator(long seed) {
        this(Devices.current(), seed);
    }

    public Generator(Backend device, long seed) {
        this.device = device;
        counter = Scope.outside(() -> device.allocate(DType.INT32, 4));
        restore(seed, 0);
    }

    /** Goes to a place in the stream of a seed. */
    public void restore(long seed, long position) {
        int[] state = {(int) seed, (int) (seed >>> 32), (int) position, (int) (position >>> 32)};
        device.write(counter, MemorySegment.ofArray(state));
    }

    /** The seed whose stream this draws from. Waits for the device. */
    public long seed() {
        return state(0);
    }

    /** How many blocks of four words have been used. Waits for the device. */
    public long position() {
        return state(2);
    }

    private long state(int word) {
        int[] state = new int[4];
        device.read(counter, MemorySegment.ofArray(state));
        return (state[word] & 0xffffffffL) | (long) state[word + 1] << 32;
    }

    /** Even on [0, 1). */
    public Tensor uniform(DType dtype, int... shape) {
        Check.floating("uniform", dtype);
        return draw(Draw.UNIFORM, dtype, shape);
    }

    /** Mean 0, variance 1. */
    public Tensor normal(DType dtype, int... shape) {
        Check.floating("normal", dtype);
        return draw(Draw.NORMAL, dtype, shape);
    }

    /** Even over all 32-bit numbers. */
    public Tensor bits(int... shape) {
        return draw(Draw.BITS, DType.INT32, shape);
    }

    private Tensor draw(Draw kind, DType dtype, int... shape) {
        Check.shape("random", shape);
        View out = device.allocate(dtype, shape.clone());
        device.random(kind, out, counter());
        return Tensor.of(out);
    }

    /** The counter for a draw: all draws take it from here, so that work can be done again with the same numbers. */
    private View counter() {
        Draws.note(this);
        return counter;
    }

    /** A copy of where this is, made on the device. */
    View place() {
        View copy = device.allocate(DType.INT32, 4);
        device.map(X, copy, counter);
        return copy;
    }

    /** Goes to a place that {@link #place} gave. */
    void go(View place) {
        device.map(X, counter, place);
    }
}
