package dev.ricci.linalg;

import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** The product of the numbers along the last axis, which overflows only where its value does. */
final class Products {
    private Products() {}

    /**
     * Of [.., n], [..]; 1 for n = 0.
     *
     * <p>Each round multiplies the largest size by the smallest, the second largest by the second smallest and so on. Where one of
     * two numbers is above 1 and one below, their product is between them; where both are above 1, so are all, and then the whole
     * product is larger still.
     */
    static Tensor of(Tensor values) {
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
