package dev.ricci.tensor;

import static dev.ricci.formula.Formula.X;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.lang.foreign.MemorySegment;

/**
 * Random tensors from a seed: Philox4x32-10, the same numbers on every device and for any number of threads.
 *
 * <p>The counter lives on the device, so that a recorded step draws new numbers each time it is run. For parallel code, whose draws come
 * in no fixed order, a {@link Key} is the right source.
 */
public final class Generator implements Draws {
    private final Backend device;
    private final View counter;

    public Generator(long seed) {
        this(Devices.current(), seed);
    }

    /** The numbers of a key, one draw after the other. */
    public Generator(Key key) {
        this(key.seed());
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

    @Override
    public Backend device() {
        return device;
    }

    /** The one counter for all parts: it moves on with each. */
    @Override
    public View counter(Backend other, int part) {
        Check.sameDevice("random", device, other);
        GeneratorPlaces.note(this);
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
