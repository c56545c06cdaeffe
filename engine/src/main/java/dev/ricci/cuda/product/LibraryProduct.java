package dev.ricci.cuda.product;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.CudaBlock;
import dev.ricci.cuda.library.Cublas;
import dev.ricci.cuda.library.Gemm;
import java.util.List;

/**
 * Products by cuBLAS.
 *
 * <p>It counts by columns: what it calls C is our C transposed, so A and B change places and nothing is copied. A matrix with gaps both
 * ways is copied first, a batch that is not one of uniform distances takes a call for each of its outer axes.
 */
final class LibraryProduct {
    private static final int BFLOAT16_BYTES = 2;
    private static final int THREADS = 256;
    private static final int MOST_BLOCKS = 4096;

    private final Context context;
    private final Cublas cublas;
    private final Precision precision;

    LibraryProduct(Context context, Cublas cublas, Precision precision) {
        this.context = context;
        this.cublas = cublas;
        this.precision = precision;
    }

    void multiply(View out, View a, View b, double scale, double keep) {
        Gemm.Kind kind = out.dtype() == DType.FLOAT64 ? Gemm.Kind.FLOAT64 : precision.kind;
        try (Scope _ = Scope.open()) {
            View plainA = kind == Gemm.Kind.BFLOAT16 ? bfloat16(a) : Plain.of(a);
            View plainB = kind == Gemm.Kind.BFLOAT16 ? bfloat16(b) : Plain.of(b);
            Geometry g = Geometry.of(out, plainA, plainB);
            boolean rows = Plain.hasRows(g.m(), g.n(), g.cRow(), g.cCol());
            calls(rows ? g : g.transposed(), kind, scale, keep);
        }
    }

    private void calls(Geometry g, Gemm.Kind kind, double scale, double keep) {
        int bytes = g.out().dtype().bytes();
        int operandBytes = kind == Gemm.Kind.BFLOAT16 ? BFLOAT16_BYTES : bytes;
        int outer = Math.max(0, g.axes() - 1);
        boolean batch = g.axes() > 0;
        context.enqueue("cuBLAS", List.of(g.out(), g.a(), g.b()), () -> {
            long toA = CudaBlock.address(g.a());
            long toB = CudaBlock.address(g.b());
            long toC = CudaBlock.address(g.out());
            g.forEach(outer, (a, b, c) -> cublas.multiply(new Gemm(kind,
                    !Plain.hasRows(g.k(), g.n(), g.bRow(), g.bCol()), !Plain.hasRows(g.m(), g.k(), g.aRow(), g.aCol()),
                    g.n(), g.m(), g.k(), scale,
                    toB + b * operandBytes, Plain.lead(g.k(), g.n(), g.bRow(), g.bCol()), batch ? g.bBatch()[outer] : 0,
                    toA + a * operandBytes, Plain.lead(g.m(), g.k(), g.aRow(), g.aCol()), batch ? g.aBatch()[outer] : 0,
                    keep,
                    toC + c * bytes, Plain.lead(g.m(), g.n(), g.cRow(), g.cCol()), batch ? g.cBatch()[outer] : 0,
                    batch ? g.size()[outer] : 1)));
        });
    }

    /** A copy in bfloat16, laid out alike. There is no DType for it: the view says float32, its elements take two bytes each. */
    private View bfloat16(View v) {
        View from = Plain.gapless(v);
        Layout once = Plain.once(from.layout());
        long n = once.size();
        Buffer buffer = v.backend().allocate(n * BFLOAT16_BYTES);
        Layout reduced = new Layout(once.shape(), once.strides(), 0);
        View to = new View(buffer, DType.FLOAT32, Plain.repeated(v.layout(), reduced));
        int blocks = (int) Math.min((n + 4L * THREADS - 1) / (4L * THREADS), MOST_BLOCKS);
        context.kernel("toBfloat16", "toBfloat16_f32").launch(blocks, THREADS, 0, Arguments.start().address(to).address(from).int64(n));
        return to;
    }
}
