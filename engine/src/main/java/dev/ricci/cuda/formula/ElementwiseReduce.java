package dev.ricci.cuda.formula;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.CudaBlock;
import dev.ricci.formula.Formula;
import java.util.List;

/** Reductions of formulas over views of any layout and type: {@link Backend#reduce}. How it is done: reduce.cuh. */
final class ElementwiseReduce {
    /** More elements are reduced in parts: indices have 32 bits, and a grid has no more than 2^16 rows of blocks. */
    private static final long MOST = 1 << 29;

    private final Plans plans;
    private final Launcher launcher;
    private final ElementwiseMap map;

    ElementwiseReduce(Plans plans, Launcher launcher, ElementwiseMap map) {
        this.plans = plans;
        this.launcher = launcher;
        this.map = map;
    }

    void reduce(Reduction r, Formula f, View out, View... in) {
        View kept = withoutRepeats(out);
        if (kept.size() == 0) {
            return;
        }
        if (out.size() == 0) {
            map.map(Formula.of(r.identity()), kept);
            return;
        }
        if (kept.size() == out.size()) {
            map.map(f, out, in);
            return;
        }
        DType type = DType.computing(out.dtype(), in);
        List<Stage> stages = plans.find(f);
        Stage last = stages.getLast();
        if (stages.size() == 1) {
            launch(r, last, type, ElementwiseMap.operands(last, new View[] {out}, in, new View[0]));
            return;
        }
        try (Scope _ = Scope.open()) {
            View[] made = map.made(stages, type, out, in);
            launch(r, last, type, ElementwiseMap.operands(last, new View[] {out}, in, made));
        }
    }

    /** The view with length 1 on the axes where it repeats. */
    private static View withoutRepeats(View out) {
        int[] shape = out.shape();
        for (int d = 0; d < shape.length; d++) {
            if (out.layout().stride(d) == 0) {
                shape[d] = 1;
            }
        }
        return out.with(new Layout(shape, out.layout().strides(), out.layout().offset()));
    }

    /** The first view is the output. */
    private void launch(Reduction r, Stage s, DType type, View[] views) {
        if (views[0].size() > MOST) {
            halves(r, s, type, views);
            return;
        }
        View[] inputsFirst = new View[views.length]; // their steps decide the order of the axes
        System.arraycopy(views, 1, inputsFirst, 0, views.length - 1);
        int out = views.length - 1;
        inputsFirst[out] = views[0];
        Axes axes = new Axes(CudaBlock::address, inputsFirst);
        Check.axes("reduce", axes.rank(), Space.MOST_AXES);
        boolean columns = axes.step(out, axes.rank() - 1) != 0;
        int moving = axes.separate(out);
        Space space = Space.of(type, views, 1, axes, out);
        Cut cut = Cut.of(r, (int) axes.count(0, moving), (int) space.pieces(moving), axes.rank() - moving, columns);
        if (cut.chunks() == 1) {
            launcher.reduce(s, space, cut);
            return;
        }
        try (Scope _ = Scope.open()) {
            View partial = views[0].backend().allocate(type, cut.chunks(), cut.kept());
            launcher.reduce(s, space, cut.into(partial));
            chunks(r, type, results(views[0], axes, out, moving), cut.chunks(), partial);
        }
    }

    /** Reduces the results of chunks, which stand in rows. */
    private void chunks(Reduction r, DType type, View results, int chunks, View partial) {
        int[] shape = new int[results.rank() + 1];
        shape[0] = chunks;
        System.arraycopy(results.shape(), 0, shape, 1, results.rank());
        View out = results.with(results.layout().unsqueeze(0).broadcast(shape));
        launch(r, plans.find(Formula.X).getLast(), type, new View[] {out, partial.with(Layout.dense(shape))});
    }

    /** What is kept of the output, by the axes: in the order in which the kernel numbers the results. */
    private static View results(View out, Axes axes, int operand, int moving) {
        int bytes = out.dtype().bytes();
        int[] shape = new int[moving];
        long[] strides = new long[moving];
        for (int d = 0; d < moving; d++) {
            shape[d] = Math.toIntExact(axes.size(d));
            strides[d] = axes.step(operand, d) / bytes;
        }
        long offset = out.layout().offset() + (axes.base(operand) - CudaBlock.address(out)) / bytes;
        return out.with(new Layout(shape, strides, offset));
    }

    private void halves(Reduction r, Stage s, DType type, View[] views) {
        int axis = ElementwiseMap.longest(views[0]);
        int n = views[0].size(axis);
        View[] low = ElementwiseMap.slices(views, axis, 0, n / 2);
        View[] high = ElementwiseMap.slices(views, axis, n / 2, n - n / 2);
        if (views[0].layout().stride(axis) != 0) {
            launch(r, s, type, low);
            launch(r, s, type, high);
            return;
        }
        View kept = withoutRepeats(views[0]);
        try (Scope _ = Scope.open()) {
            View[] half = {kept.backend().allocate(type, kept.shape()), kept.backend().allocate(type, kept.shape())};
            low[0] = repeated(half[0], low[0]);
            high[0] = repeated(half[1], high[0]);
            launch(r, s, type, low);
            launch(r, s, type, high);
            map.map(combined(r), kept, half);
        }
    }

    /** The view with stride 0 where another one has it, and of its shape. */
    private static View repeated(View v, View like) {
        long[] strides = v.layout().strides();
        for (int d = 0; d < strides.length; d++) {
            strides[d] = like.layout().stride(d) == 0 ? 0 : strides[d];
        }
        return v.with(new Layout(like.shape(), strides, v.layout().offset()));
    }

    private static Formula combined(Reduction r) {
        return switch (r) {
            case SUM -> Formula.X.add(Formula.Y);
            case PROD -> Formula.X.mul(Formula.Y);
            case MAX -> Formula.X.max(Formula.Y);
            case MIN -> Formula.X.min(Formula.Y);
        };
    }
}
