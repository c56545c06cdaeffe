package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.util.function.UnaryOperator;

/** What a tensor is made into before an operation whose own arithmetic does not know its type. */
final class Wide {
    private Wide() {}

    /** An operation on float16 or bfloat16 by way of float32: nothing in between is rounded to 16 bits. */
    static Tensor by(UnaryOperator<Tensor> operation, Tensor x) {
        return operation.apply(x.to(DType.FLOAT32)).to(x.dtype());
    }

    /** An index as int32, the type that positions have; int64 beyond its range stays out of range, whatever the axis. */
    static Tensor index(String op, Tensor index) {
        if (index.dtype() == DType.INT64) {
            return index.detach().clamp(-1, Integer.MAX_VALUE).to(DType.INT32);
        }
        Check.dtype(op, index.dtype(), DType.INT32, DType.INT64);
        return index;
    }
}
