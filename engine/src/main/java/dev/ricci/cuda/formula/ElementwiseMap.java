package dev.ricci.cuda.formula;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.CudaBlock;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.List;

/** Formulas element by element over views of any layout and type: {@link Backend#map(Formula[], View[], View...)}. */
final class ElementwiseMap {
    /** More than any device runs at once; threads go on to further pieces from there. */
    private static final long MOST_BLOCKS = 1 << 20;

    private static final View[] NONE = {};

    private final Plans plans;
    private final Launcher launcher;

    ElementwiseMap(Plans plans, Launcher launcher) {
        this.plans = plans;
        this.launcher = launcher;
    }

    void map(Formula f, View out, View... in) {
        if (out.size() != 0) {
            run(plans.find(f), DType.computing(out.dtype(), in), new View[] {out}, in);
        }
    }

    void mapAll(Formula[] f, View[] out, View... in) {
        if (f.length == 0 || out[0].size() == 0) {
            return;
        }
        DType type = DType.computing(out[0].dtype(), in);
        boolean together = true;
        for (View o : out) {
            together &= DType.computing(o.dtype(), in) == type;
        }
        List<Stage> stages = together ? plans.find(f) : List.of();
        if (stages.isEmpty()) {
            oneByOne(f, out, in);
        } else {
            run(stages, type, out, in);
        }
    }

    /** Outputs that are computed in different types, or too many; all are computed before the first is written. */
    private void oneByOne(Formula[] f, View[] out, View... in) {
        try (Scope _ = Scope.open()) {
            View[] made = new View[f.length];
            for (int i = 0; i < f.length; i++) {
                made[i] = out[i].backend().allocate(out[i].dtype(), out[i].shape());
                map(f[i], made[i], in);
            }
            for (int i = 0; i < f.length; i++) {
                map(Formula.X, out[i], made[i]);
            }
        }
    }

    private void run(List<Stage> stages, DType type, View[] out, View[] in) {
        Stage last = stages.getLast();
        if (stages.size() == 1) {
            launch(last, type, out.length, operands(last, out, in, NONE));
            return;
        }
        try (Scope _ = Scope.open()) {
            View[] made = made(stages, type, out[0], in);
            launch(last, type, out.length, operands(last, out, in, made));
        }
    }

    /** The values of all stages but the last, over the shape of a view. */
    View[] made(List<Stage> stages, DType type, View like, View[] in) {
        View[] made = new View[stages.size() - 1];
        for (int i = 0; i < made.length; i++) {
            made[i] = like.backend().allocate(type, like.shape());
            launch(stages.get(i), type, 1, operands(stages.get(i), new View[] {made[i]}, in, made));
        }
        return made;
    }

    /** What a stage writes and reads. */
    static View[] operands(Stage s, View[] out, View[] in, View[] made) {
        View[] all = Arrays.copyOf(out, out.length + s.inputs().length);
        for (int k = 0; k < s.inputs().length; k++) {
            int from = s.inputs()[k];
            all[out.length + k] = from >= 0 ? in[from] : made[~from];
        }
        return all;
    }

    private void launch(Stage s, DType type, int outputs, View[] views) {
        Space space = Space.line(type, views, outputs);
        if (space == null) {
            if (views[0].size() > Integer.MAX_VALUE) {
                halves(s, type, outputs, views);
                return;
            }
            Axes axes = new Axes(CudaBlock::address, views);
            Check.axes("map", axes.rank(), Space.MOST_AXES);
            space = Space.of(type, views, outputs, axes, 0).tiled();
        }
        long blocks = (space.pieces(0) + Interpreter.BLOCK - 1) / Interpreter.BLOCK;
        launcher.map(s, space, (int) Math.min(blocks, MOST_BLOCKS));
    }

    /** Indices of strided operands have 32 bits; more elements than that are two launches. */
    private void halves(Stage s, DType type, int outputs, View[] views) {
        int axis = longest(views[0]);
        int n = views[0].size(axis);
        launch(s, type, outputs, slices(views, axis, 0, n / 2));
        launch(s, type, outputs, slices(views, axis, n / 2, n - n / 2));
    }

    static int longest(View v) {
        int axis = 0;
        for (int d = 1; d < v.rank(); d++) {
            axis = v.size(d) > v.size(axis) ? d : axis;
        }
        return axis;
    }

    static View[] slices(View[] views, int axis, int from, int count) {
        View[] part = new View[views.length];
        for (int k = 0; k < views.length; k++) {
            Layout l = views[k].layout();
            part[k] = views[k].with(l.slice(axis, from, count, 1));
        }
        return part;
    }
}
