package dev.ricci.cuda.index;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** Places of values in lines that are in order. */
public final class SearchSorted {
    private static final int BLOCK = 256;
    private static final int MOST_BLOCKS = 1 << 24;

    private final Family kernels;

    public SearchSorted(Context context) {
        kernels = new Family(context, "searchSorted", "searchSorted");
    }

    /** For each value the number of elements of its line that come before it, or also of those equal to it. */
    public void searchSorted(View out, View sorted, View values, boolean right) {
        if (out.size() == 0) {
            return;
        }
        int last = sorted.rank() - 1;
        long[] begins = sorted.layout().strides();
        begins[last] = 0;
        View lines = sorted.with(new Layout(values.shape(), begins, sorted.layout().offset()));
        Lines all = Lines.of("searchSorted", values, lines, out);
        Arguments a = all.write(Arguments.start()).int32(sorted.size(last)).int64(sorted.layout().stride(last)).int32(right ? 1 : 0);
        all.address(a, 0);
        all.address(a, 1);
        all.address(a, 2);
        kernels.of(sorted.dtype()).launch((int) Math.min((all.count() + BLOCK - 1) / BLOCK, MOST_BLOCKS), BLOCK, 0, a);
    }
}
