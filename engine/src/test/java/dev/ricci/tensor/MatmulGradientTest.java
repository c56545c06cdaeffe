package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradients of products whose operands are repeated, against the sum of those of a product for each. */
class MatmulGradientTest {
    private final Random random = new Random(4);

    private Tensor random(DType dtype, int... shape) {
        int n = 1;
        for (int d : shape) {
            n *= d;
        }
        return Tensor.of(random.doubles(n, -1, 1).toArray(), shape).to(dtype).wanted();
    }

    @Test
    void ofMatricesOfAnyShape() {
        for (int trial = 0; trial < 60; trial++) {
            int[] lead = random.ints(2, 1, 4).toArray();
            int[] s = random.ints(3, 1, 9).toArray();
            Tensor a = operand(lead, s[0], s[1]);
            Tensor b = operand(lead, s[1], s[2]);
            Tensor y = a.matmul(b);
            Tensor w = random(y.dtype(), y.shape());
            Gradients fast = Gradients.of(y.mul(w).sum());
            Tensor plain = a.unsqueeze(a.rank()).mul(b.unsqueeze(b.rank() - 2)).sum(-2); // without matmul
            Gradients slow = Gradients.of(plain.mul(w).sum());
            for (Tensor x : new Tensor[] {a, b}) {
                assertEquals(x.dtype(), fast.get(x).dtype());
                assertArrayEquals(x.shape(), fast.get(x).shape());
                double within = x.dtype() == DType.FLOAT64 && y.dtype() == DType.FLOAT64 ? 1e-12 : 1e-4;
                assertArrayEquals(slow.get(x).toDoubles(), fast.get(x).toDoubles(), within);
            }
        }
    }

    /** With leading axes of which any may be missing or of length 1. */
    private Tensor operand(int[] lead, int rows, int columns) {
        DType dtype = random.nextInt(4) == 0 ? DType.FLOAT32 : DType.FLOAT64;
        int p = random.nextInt(3) == 0 ? 1 : lead[0];
        int q = random.nextInt(3) == 0 ? 1 : lead[1];
        return switch (random.nextInt(3)) {
            case 0 -> random(dtype, rows, columns);
            case 1 -> random(dtype, q, rows, columns);
            default -> random(dtype, p, q, rows, columns);
        };
    }
}
