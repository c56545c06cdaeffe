package dev.ricci.linalg;

import static dev.ricci.formula.Formula.X;

import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** The product of the numbers along the last axis, which overflows only where its value does. */
final class Products {
    private Products() {}

    /** Of [.., n], [..]; 1 for n = 0. */
    static Tensor of(Tensor values) {
        return Inputs.isTracked(values) ? paired(values) : counted(values);
    }

    /** Of numbers that cannot overflow, as signs. */
    static Tensor plain(Tensor values) {
        int[] shape = values.shape();
        int[] kept = shape.clone();
        kept[kept.length - 1] = 1;
        View out = values.backend().allocate(values.dtype(), kept);
        values.backend().reduce(Reduction.PROD, X, out.broadcast(shape), values.view());
        return Tensor.of(out).squeeze(-1);
    }

    /** On the host, the exponent apart. */
    private static Tensor counted(Tensor values) {
        int n = values.size(-1);
        int[] batch = Arrays.copyOf(values.shape(), values.rank() - 1);
        double[] v = values.toDoubles();
        double[] products = new double[Inputs.count(batch)];
        for (int i = 0; i < products.length; i++) {
            double product = 1;
            long exponent = 0;
            for (int j = i * n; j < (i + 1) * n; j++) {
                product *= fraction(v[j]);
                exponent += exponent(v[j]) + exponent(product);
                product = fraction(product);
            }
            products[i] = Math.scalb(product, (int) Math.clamp(exponent, -5000L, 5000L));
        }
        return Tensor.of(products, batch).to(values.backend()).to(values.dtype());
    }

    private static int exponent(double x) {
        return x == 0 || !Double.isFinite(x) ? 0 : Math.max(Math.getExponent(x), Double.MIN_EXPONENT);
    }

    private static double fraction(double x) {
        return Math.scalb(x, -exponent(x));
    }

    /**
     * By operations that have gradients. Each round multiplies the largest size by the smallest, the second largest by the second
     * smallest and so on. Where one of two numbers is above 1 and one below, their product is between them; where both are above 1, so
     * are all, and then the whole product is larger still.
     */
    private static Tensor paired(Tensor values) {
        if (values.size(-1) == 0) {
            return values.sum(-1).add(1);
        }
        Tensor left = values;
        while (left.size(-1) > 1) {
            int n = left.size(-1);
            Tensor sorted = Orders.apply(left.detach().abs().argsort(-1), left.unsqueeze(-1)).squeeze(-1);
            Tensor pairs = sorted.slice(-1, 0, n / 2).mul(sorted.slice(-1, n - n / 2, n).flip(-1));
            left = n % 2 == 0 ? pairs : Shaping.concat(-1, pairs, sorted.slice(-1, n / 2, n / 2 + 1));
        }
        return left.squeeze(-1);
    }
}
