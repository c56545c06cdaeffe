package dev.ricci.learn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/**
 * Features moved to mean 0 and scaled to standard deviation 1; constant features are moved only.
 *
 * @param mean      of each feature, [features]
 * @param deviation of each feature (population, with n), 1 where it is constant, [features]
 */
public record StandardScaler(Tensor mean, Tensor deviation) {
    /** Learns from rows by features. */
    public static StandardScaler fit(Tensor x) {
        Check.floating("standard scaler", x.dtype());
        Check.rank("standard scaler", x.shape(), 2, 2);
        Check.notEmpty("standard scaler", x.shape(), x.size());
        try (Scope scope = Scope.open()) {
            Tensor data = x.detach();
            Tensor mean = data.mean(0);
            Finite.check("standard scaler", mean, "feature");
            // a constant feature leaves rounding behind: below n eps of its size it counts as constant
            double noise = x.size(0) * x.dtype().epsilon();
            Tensor spread = data.variance(0, 0).sqrt();
            Tensor deviation = Tensor.map(X.lessEqual(Y.abs().mul(noise)).select(of(1), X), spread, mean);
            return new StandardScaler(scope.keep(mean), scope.keep(deviation));
        }
    }

    public Tensor transform(Tensor x) {
        return Tensor.map(X.sub(Y).div(Z), x, mean, deviation);
    }

    public Tensor inverseTransform(Tensor z) {
        return Tensor.map(X.mul(Z).add(Y), z, mean, deviation);
    }
}
