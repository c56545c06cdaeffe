package dev.ricci.cuda.row;

import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;

/** softmax, logSoftmax and their gradients along any axis; each method says whether it did the work or leaves it to the definition. */
public final class Softmax {
    private final RowKernel softmax;
    private final RowKernel softmaxGradient;
    private final RowKernel logSoftmax;
    private final RowKernel logSoftmaxGradient;

    public Softmax(Context context) {
        softmax = new RowKernel(context, "softmax", "softmax");
        softmaxGradient = new RowKernel(context, "softmax", "softmaxGradient");
        logSoftmax = new RowKernel(context, "logSoftmax", "logSoftmax");
        logSoftmaxGradient = new RowKernel(context, "logSoftmax", "logSoftmaxGradient");
    }

    public boolean softmax(View out, View in, int axis) {
        return run(softmax, axis, out, in);
    }

    public boolean softmaxGradient(View out, View y, View gradient, int axis) {
        return run(softmaxGradient, axis, out, y, gradient);
    }

    public boolean logSoftmax(View out, View in, int axis) {
        return run(logSoftmax, axis, out, in);
    }

    /** The kernel takes the gradient before y. */
    public boolean logSoftmaxGradient(View out, View y, View gradient, int axis) {
        return run(logSoftmaxGradient, axis, out, gradient, y);
    }

    private static boolean run(RowKernel kernel, int axis, View... views) {
        if (!FloatViews.areAlike(views)) {
            return false;
        }
        if (views[0].size() == 0) {
            return true;
        }
        Rows rows = new Rows(axis, views);
        if (!kernel.isFor(rows)) {
            return false;
        }
        Arguments a = Arguments.start();
        for (int k = 0; k < views.length; k++) {
            rows.address(a, k);
        }
        kernel.launch(rows, views[0].dtype(), a);
        return true;
    }
}
