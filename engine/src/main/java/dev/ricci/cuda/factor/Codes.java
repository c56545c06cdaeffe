package dev.ricci.cuda.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.NumericalFaults;
import java.util.Arrays;

/**
 * What became of each matrix of a batch: kernels write 0, or the code of {@link dev.ricci.backend.Failure}; a last kernel tells the host
 * of the first matrix that failed, without anybody waiting, so recorded steps can have it too.
 */
public final class Codes {
    private static final int THREADS = 256;
    private static final int MOST_BLOCKS = 1 << 20;

    private final Context context;
    private final Family finite;

    public Codes(Context context) {
        this.context = context;
        this.finite = new Family(context, "factorCodes", "factorCodes_finite");
    }

    /** Room for a code of each matrix, in the scope that is open; nothing is in it yet. */
    public View allocate(View matrices) {
        int[] batch = Arrays.copyOf(matrices.shape(), matrices.rank() - 2);
        return matrices.backend().allocate(DType.INT32, batch);
    }

    /** Writes -1 for each matrix that holds NaN or infinity (in its lower triangle, if that alone is read), else 0; none is empty. */
    public void finite(View codes, View matrices, boolean lowerAlone) {
        finite(codes, matrices, lowerAlone ? 1 : 0, false);
    }

    /** The same for right sides as well: a code that is not 0 stays. */
    public void finiteToo(View codes, View matrices) {
        finite(codes, matrices, 0, true);
    }

    private void finite(View codes, View matrices, int lowerAlone, boolean keep) {
        if (matrices.size() == 0) {
            return;
        }
        Batch batch = new Batch("factor", codes, matrices);
        Arguments a = batch.write(Arguments.start());
        int r = matrices.rank();
        a.int32(matrices.size(r - 2)).int32(matrices.size(r - 1)).int32(lowerAlone).int32(keep ? 1 : 0);
        batch.address(a, 0);
        batch.address(a, 1);
        finite.of(matrices.dtype()).launch(batch.blocks(1, MOST_BLOCKS), THREADS, 0, a);
    }

    /** The next wait for the device throws, if a code is not 0, and no earlier call has told of one. */
    public void report(Factorisation kind, View codes) {
        report(NumericalFaults.source(kind), codes);
    }

    /** The same of a solver. */
    public void report(Solver kind, View codes) {
        report(NumericalFaults.source(kind), codes);
    }

    private void report(int source, View codes) {
        Arguments a = Arguments.start().int32(source).int64(codes.size()).address(codes).pointer(context.numericalFaults().address());
        context.kernel("factorCodes", "factorCodes_report").launch(codes.size() == 0 ? 0 : 1, THREADS, 0, a);
    }
}
