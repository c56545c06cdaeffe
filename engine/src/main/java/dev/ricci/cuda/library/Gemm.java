package dev.ricci.cuda.library;

/**
 * One product as cuBLAS takes it, by columns: C = scale op(A) op(B) + keep C for count matrices, uniform distances apart.
 *
 * @param kind        what is multiplied, and how exactly
 * @param transposeA  whether op(A) is A transposed
 * @param transposeB  whether op(B) is B transposed
 * @param m           rows of C
 * @param n           columns of C
 * @param k           length of the sums
 * @param scale       times the product
 * @param a           the address of A
 * @param aLead       elements from one column of A to the next
 * @param aStep       elements from one A to the next, 0 for the same
 * @param b           the address of B
 * @param bLead       elements from one column of B to the next
 * @param bStep       elements from one B to the next, 0 for the same
 * @param keep        times what stands in C; with 0 it is not read
 * @param c           the address of C
 * @param cLead       elements from one column of C to the next
 * @param cStep       elements from one C to the next
 * @param count       how many products
 */
public record Gemm(Kind kind, boolean transposeA, boolean transposeB, int m, int n, int k, double scale, long a, int aLead, long aStep,
        long b, int bLead, long bStep, double keep, long c, int cLead, long cStep, int count) {
    private static final int CUDA_R_32F = 0;
    private static final int CUDA_R_16BF = 14;
    private static final int CUBLAS_COMPUTE_32F = 68;
    private static final int CUBLAS_COMPUTE_32F_FAST_TF32 = 77;

    /** Types of the operands and of the arithmetic. C is FLOAT64 or, in all other kinds, FLOAT32, as are scale and keep. */
    public enum Kind {
        FLOAT32(CUDA_R_32F, CUBLAS_COMPUTE_32F),
        /** Has calls of its own: cuBLAS asks for no types there. */
        FLOAT64(-1, -1),
        /** float32 in memory; products of numbers rounded to 10 bits behind the point, sums in float32. */
        TF32(CUDA_R_32F, CUBLAS_COMPUTE_32F_FAST_TF32),
        /** A and B are bfloat16 in memory; sums in float32. */
        BFLOAT16(CUDA_R_16BF, CUBLAS_COMPUTE_32F);

        /** cuBLAS's number for the type of A and B. */
        final int operands;
        /** Its number for the arithmetic. */
        final int arithmetic;
        /** Its number for the type of C. */
        final int result = CUDA_R_32F;

        Kind(int operands, int arithmetic) {
            this.operands = operands;
            this.arithmetic = arithmetic;
        }
    }

    int operationA() {
        return transposeA ? 1 : 0;
    }

    int operationB() {
        return transposeB ? 1 : 0;
    }
}
