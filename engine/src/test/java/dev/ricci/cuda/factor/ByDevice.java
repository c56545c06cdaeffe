package dev.ricci.cuda.factor;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests in which nothing may go to the host. */
final class ByDevice implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext test) {
        Forced.way("device");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Forced.end();
    }
}
