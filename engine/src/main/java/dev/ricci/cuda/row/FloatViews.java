package dev.ricci.cuda.row;

import dev.ricci.backend.View;

/** What kernels on rows are made for: views of one floating-point type. */
final class FloatViews {
    private FloatViews() {}

    static boolean areAlike(View... views) {
        boolean good = views[0].dtype().isFloat() && !views[0].dtype().isHalf();
        for (View v : views) {
            good &= v.dtype() == views[0].dtype();
        }
        return good;
    }
}
