package dev.ricci.demos;

import dev.ricci.backend.Choice;
import dev.ricci.backend.DType;
import dev.ricci.learn.Pca;
import dev.ricci.optim.Optimizers;
import dev.ricci.optim.Schedules;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Words on the command line that stand for one of a few values; a wrong one is answered with the list and the nearest guess. */
final class Words {
    static final String LOGISTIC = "logistic";

    static final Choice<String> MODELS = new Choice<String>("--model").with("mlp", "mlp").with(LOGISTIC, LOGISTIC);
    static final Choice<String> DEVICES = new Choice<String>("--device")
            .with("auto", "auto").with("cpu", "cpu").with("cuda", "cuda").with("emulated", "emulated");
    static final Choice<DType> TYPES = new Choice<DType>("--dtype").with("f32", DType.FLOAT32).with("f64", DType.FLOAT64);
    static final Choice<Pca.Method> METHODS = new Choice<Pca.Method>("--method")
            .with("svd", Pca.Method.SVD)
            .with("covariance", Pca.Method.COVARIANCE)
            .with("randomized", Pca.Method.RANDOMIZED)
            .with("incremental", Pca.Method.INCREMENTAL);

    private Words() {}

    /** What the look-up gives; what it refuses is a wrong command line. */
    static <T> T find(Supplier<T> lookUp) {
        try {
            return lookUp.get();
        } catch (IllegalArgumentException e) {
            throw Failure.ofUsage(e.getMessage());
        }
    }

    /** The names of optimizers, for the help. */
    static final class OptimizerNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Optimizers.names().iterator();
        }
    }

    /** The names of schedules, for the help. */
    static final class ScheduleNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Schedules.names().iterator();
        }
    }

    /** The names of methods, for the help. */
    static final class MethodNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.copyOf(METHODS.names()).iterator();
        }
    }
}
