package dev.ricci.optim;

import dev.ricci.backend.Choice;
import java.util.List;

/** Update rules by name, with PyTorch's defaults. */
public final class Optimizers {
    private static final Choice<UpdateRule> ALL = new Choice<UpdateRule>("optimizer")
            .with("sgd", new Sgd())
            .with("momentum", new Momentum())
            .with("nesterov", new Momentum(0.9, true))
            .with("adagrad", new Adagrad())
            .with("rmsprop", new RmsProp())
            .with("adam", new Adam())
            .with("adamw", Adam.decoupled(1e-2));

    private Optimizers() {}

    /** @throws IllegalArgumentException for an unknown name, with the known ones and the nearest guess */
    public static UpdateRule named(String name) {
        return ALL.named(name);
    }

    public static List<String> names() {
        return ALL.names();
    }
}
