package dev.ricci.linalg;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/** What is left of an augmented system, computed in twice the precision and rounded once. */
interface Residuals {
    /** {B - R - M X, C - M^T R}. */
    Tensor[] of(AugmentedSystem.Solution found);

    static Residuals of(Tensor m, Tensor b, Tensor c, RefinementProgress progress) {
        return m.dtype() == DType.FLOAT32 ? wider(m, b, c) : new CompensatedResiduals(m, b, c, progress);
    }

    /** float32 in float64, where products of elements are exact. */
    private static Residuals wider(Tensor m, Tensor b, Tensor c) {
        Tensor wide = m.to(DType.FLOAT64);
        return found -> {
            Tensor r = found.r().to(DType.FLOAT64);
            Tensor right = b.to(DType.FLOAT64).sub(r).sub(wide.matmul(found.x().to(DType.FLOAT64)));
            Tensor below = c.to(DType.FLOAT64).sub(wide.t().matmul(r));
            return new Tensor[] {right.to(DType.FLOAT32), below.to(DType.FLOAT32)};
        };
    }
}
