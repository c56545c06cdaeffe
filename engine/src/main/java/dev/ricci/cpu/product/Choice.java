package dev.ricci.cpu.product;

import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.VectorApi;

/** Which Gemm multiplies which shapes: the one place where that is decided, from the shape and strides alone. */
final class Choice {
    private static final Gemm JAVA = VectorApi.present() ? new VectorGemm() : new ScalarGemm();
    private static final Gemm BLAS = OpenBlas.find().<Gemm>map(blas -> new OpenBlasGemm(blas, JAVA)).orElse(JAVA);
    private static final boolean VECTORS = JAVA instanceof VectorGemm;

    private Choice() {}

    /** What most products run on. */
    static String library() {
        return BLAS.name();
    }

    /**
     * OpenBLAS, except where it loses by packing A anew for each slice what our own code reads where it stands.
     *
     * <p>Measured on one core of an AVX-512 server, float32, all slices of a product against one whole call of OpenBLAS, ours and
     * OpenBLAS: 784x512x128 with A transposed (a weight's gradient) 1.01 in eight slices, 0.83; 4096x64x576 (a convolution) 1.06 and
     * 0.95; 128x128x128 1.01 and 0.90. Elsewhere OpenBLAS is as fast or faster, above all with B transposed.
     */
    static Gemm of(int m, int n, int k, long aRow, long aCol, long bCol) {
        if (!VECTORS || (double) m * n * k < 2.0 * Slicing.WORTH || bCol != 1) {
            return BLAS;
        }
        boolean gradient = aRow == 1 && k <= 256 && n >= 256;
        boolean narrow = (aRow == 1 || aCol == 1) && n <= 128 && n % 32 == 0 && m >= 128;
        return gradient || narrow ? JAVA : BLAS;
    }
}
