package dev.ricci.cuda.library;

import dev.ricci.cuda.driver.Context;
import java.util.function.BiFunction;

/** A cuBLAS together with the memory that it works in. */
final class OpenCublas implements Cublas {
    private final Workspace workspace;
    private final Cublas calls;

    OpenCublas(Context context, BiFunction<Context, Workspace, Cublas> opener) {
        workspace = new Workspace(context);
        try {
            calls = opener.apply(context, workspace);
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    @Override
    public void multiply(Gemm g) {
        calls.multiply(g);
    }

    @Override
    public void close() {
        calls.close();
        workspace.close();
    }
}
