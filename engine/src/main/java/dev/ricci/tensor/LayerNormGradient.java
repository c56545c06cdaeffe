package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/** The gradients of {@link Normalizing#layerNorm} for its inputs x (0), gain (1) and shift (2), in both ways. */
final class LayerNormGradient {
    private static final Formula SQUARED_DISTANCE = X.sub(Y).mul(X.sub(Y));

    private final Tensor x;
    private final Tensor gain;
    private final Tensor shift;
    private final double epsilon;
    /** The device makes all in one pass: what came of the latest gradient of the result, until each has been handed out. */
    private Tensor of;
    private final View[] made = new View[3];

    LayerNormGradient(Tensor x, Tensor gain, Tensor shift, double epsilon) {
        this.x = x;
        this.gain = gain;
        this.shift = shift;
        this.epsilon = epsilon;
    }

    /** In one pass of the device, for all inputs that are tracked. */
    Tensor byDevice(int input, Tensor g) {
        if (of != g || made[input] == null) {
            Tensor[] inputs = {x, gain, shift};
            for (int i = 0; i < 3; i++) {
                boolean wanted = i == input || i > input && inputs[i].isTracked();
                made[i] = wanted ? x.backend().allocate(x.dtype(), inputs[i].shape()) : null;
            }
            x.backend().layerNormGradient(made, x.view(), gain.view(), g.to(x.dtype()).view(), epsilon);
            of = g;
        }
        Tensor result = Tensor.of(made[input]);
        made[input] = null;
        return result;
    }

    /** Made of tensor operations, so that it has gradients itself. */
    Tensor byTensors(int input, Tensor g) {
        if (input == 2) {
            return Pointwise.sumTo(g, shift.shape());
        }
        Tensor mean = x.meanKeeping(-1);
        Tensor variance = Pointwise.of(SQUARED_DISTANCE).sum(x.dtype(), mean.shape(), x, mean).div(x.size(-1));
        Tensor inverse = Pointwise.of(of(1).div(X.add(epsilon).sqrt())).map(variance);
        Tensor normal = Pointwise.of(X.sub(Y).mul(Z)).map(x, mean, inverse);
        if (input == 1) {
            return Pointwise.of(X.mul(Y)).sum(x.dtype(), gain.shape(), g, normal);
        }
        Tensor scaled = g.mul(gain);
        Tensor dot = scaled.mul(normal).meanKeeping(-1);
        Tensor along = Pointwise.of(X.sub(Y).sub(Z.mul(W))).map(scaled, scaled.meanKeeping(-1), normal, dot);
        return along.mul(inverse);
    }
}
