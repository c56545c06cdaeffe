package dev.ricci.train;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.data.Dataset;
import dev.ricci.data.Loader;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Loss;
import dev.ricci.nn.Losses;
import dev.ricci.nn.Mode;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Clipping;
import dev.ricci.optim.Optimizer;
import dev.ricci.optim.Optimizers;
import dev.ricci.optim.Penalty;
import dev.ricci.optim.Schedule;
import dev.ricci.optim.Schedules;
import dev.ricci.optim.UpdateRule;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What a {@link Trainer} is to do; each setting has a default that suits many problems. */
public final class TrainerBuilder {
    final Layer network;
    final Dataset data;
    Dataset validation;
    Loss loss;
    Hits hits = Hits::ofClasses;
    int epochs = 10;
    int batchSize = 128;
    long seed;
    int patience;
    int readEvery = 50;
    private Boolean recorded;
    final List<TrainingListener> listeners = new ArrayList<>();
    private UpdateRule rule = new Adam();
    private double learningRate = Double.NaN;
    private LongFunction<Schedule> schedule = _ -> Schedules.constant();
    private double l1;
    private double l2;
    private double clipNorm = Double.POSITIVE_INFINITY;
    private double clipValue = Double.POSITIVE_INFINITY;

    TrainerBuilder(Layer network, Dataset data) {
        this.network = network;
        this.data = data;
        this.loss = data.targets().dtype() == DType.INT32 ? Losses::crossEntropy : Losses::meanSquaredError;
    }

    /** Judged after each epoch, and watched by early stopping. */
    public TrainerBuilder validation(Dataset samples) {
        validation = samples;
        return this;
    }

    /** Cross entropy for int32 labels and the mean squared error for numbers, unless set. */
    public TrainerBuilder loss(Loss f) {
        loss = f;
        return this;
    }

    /** What counts as right; by default {@link Hits#ofClasses}. */
    public TrainerBuilder hits(Hits f) {
        hits = f;
        return this;
    }

    /** Adam unless set. */
    public TrainerBuilder optimizer(UpdateRule r) {
        rule = r;
        return this;
    }

    /** @throws IllegalArgumentException for a name that {@link Optimizers} does not know */
    public TrainerBuilder optimizer(String name) {
        return optimizer(Optimizers.named(name));
    }

    /** The update rule's own unless set. */
    public TrainerBuilder learningRate(double rate) {
        learningRate = rate;
        return this;
    }

    /** The learning rate's factor over the steps; constant unless set. */
    public TrainerBuilder schedule(Schedule s) {
        schedule = _ -> s;
        return this;
    }

    /** A schedule that fits the number of all steps. @throws IllegalArgumentException for a name that {@link Schedules} does not know */
    public TrainerBuilder schedule(String name) {
        Schedules.named(name, 1);
        schedule = steps -> Schedules.named(name, steps);
        return this;
    }

    /** How often all data are gone through; 10 unless set. */
    public TrainerBuilder epochs(int n) {
        epochs = atLeast("epochs", n, 0);
        return this;
    }

    /** Samples a step, the last step of an epoch takes what is left; 128 unless set. */
    public TrainerBuilder batchSize(int n) {
        batchSize = atLeast("batch size", n, 1);
        return this;
    }

    /** Decides the order of the samples; 0 unless set. */
    public TrainerBuilder seed(long s) {
        seed = s;
        return this;
    }

    /** Ends the training after so many epochs without a better watched loss, and keeps the best weights; 0, the default, never does. */
    public TrainerBuilder patience(int n) {
        patience = atLeast("patience", n, 0);
        return this;
    }

    /** Bounds the norm of all gradients together. */
    public TrainerBuilder clipNorm(double bound) {
        clipNorm = bound;
        return this;
    }

    /** Bounds each element of the gradients. */
    public TrainerBuilder clipValue(double bound) {
        clipValue = bound;
        return this;
    }

    /** A penalty of the weights' absolute values, see {@link Penalty}. */
    public TrainerBuilder l1(double factor) {
        l1 = factor;
        return this;
    }

    /** A penalty of the weights' squares, PyTorch's weight_decay, see {@link Penalty}. */
    public TrainerBuilder l2(double factor) {
        l2 = factor;
        return this;
    }

    /** Is told how the training goes; several may be added. */
    public TrainerBuilder listener(TrainingListener l) {
        listeners.add(l);
        return this;
    }

    /** How many steps go by between two looks at the loss, for progress and for NaN; 50 unless set. */
    public TrainerBuilder readEvery(int steps) {
        readEvery = atLeast("readEvery", steps, 1);
        return this;
    }

    /** Whether whole batches are recorded once and replayed; unless set, where the device gains by it. The results are the same. */
    public TrainerBuilder recorded(boolean yes) {
        recorded = yes;
        return this;
    }

    boolean isRecorded() {
        return recorded != null ? recorded : device().gainsByRecording();
    }

    private static int atLeast(String what, int n, int least) {
        if (n < least) {
            throw new IllegalArgumentException("training: " + what + " is " + least + " or more, got " + n);
        }
        return n;
    }

    /** The batches of every epoch, in an order that the seed decides. */
    Loader loader(long order) {
        return new Loader(data, batchSize).shuffled(order);
    }

    Backend device() {
        return data.inputs().backend();
    }

    Optimizer optimizer() {
        double rate = Double.isNaN(learningRate) ? rule.learningRate() : learningRate;
        return new Optimizer(rule, network.parameters(), rate, new Penalty(l1, l2), new Clipping(clipNorm, clipValue));
    }

    /** Watches the validation loss, or the loss where there is no validation data. */
    EarlyStopping stopping() {
        boolean judged = validation != null;
        return new EarlyStopping(patience, judged ? EpochResult::validationLoss : EpochResult::loss, network.parameters());
    }

    Schedule schedule() {
        return schedule.apply((long) epochs * loader(seed).batches());
    }

    /** @throws IllegalArgumentException where network, data and settings do not fit, or data are NaN */
    public Trainer build() {
        loader(seed);
        check(data);
        if (validation != null) {
            check(validation);
        }
        return new Trainer(this);
    }

    /** Lets one sample through, so that whatever does not fit is found before the first step. */
    private void check(Dataset samples) {
        DType own = network.parameters().values().stream().map(Parameter::dtype).findFirst().orElse(samples.inputs().dtype());
        if (samples.inputs().dtype().isFloat() && samples.inputs().dtype() != own) {
            throw new IllegalArgumentException("training: inputs are " + samples.inputs().dtype() + ", the network's parameters " + own
                    + "; convert the inputs by Dataset.withInputs(DType." + own.name() + ")");
        }
        checkFinite("inputs", samples.inputs());
        checkFinite("targets", samples.targets());
        try (Scope _ = Scope.open()) {
            History.off(() -> {
                Dataset one = samples.take(1);
                Tensor out = network.forward(one.inputs(), Mode.EVALUATION);
                Tensor labels = samples.targets();
                if (labels.dtype() == DType.INT32 && labels.rank() == 1 && out.rank() == 2) {
                    Check.range("training", "labels", (long) labels.min().item(), (long) labels.max().item(), out.size(1));
                }
                return loss.of(out, one.targets());
            });
        }
    }

    private static void checkFinite(String what, Tensor t) {
        try (Scope _ = Scope.open()) {
            double strange = t.dtype().isFloat() ? Snapshot.strange(t).item() : 0;
            if (strange > 0) {
                throw new IllegalArgumentException("training: " + (long) strange + " of the " + what + " are NaN or infinite; remove these"
                        + " samples, or replace the numbers");
            }
        }
    }
}
