package dev.ricci.ops;

import dev.ricci.backend.Backend;

/** The CPU's. */
class RowOverridesTest extends RowOverrides {
    @Override
    Backend device() {
        return CPU;
    }
}
