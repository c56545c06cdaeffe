package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.View;

/** Where the words of random tensors come from. */
public sealed interface DrawSource permits ContinuousDraws, DiscreteDraws {
    /** The device of draws that have no tensor among their parameters. */
    Backend device();

    /**
     * The counter for a part of a draw, see {@link Backend#random}; the parts of one draw (0, 1, ...) are different numbers.
     *
     * @throws IllegalArgumentException where this cannot draw on the device
     */
    View counter(Backend device, int part);
}
