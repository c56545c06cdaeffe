package dev.ricci.train;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.data.Batch;
import dev.ricci.data.Dataset;
import dev.ricci.data.Loader;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Mode;
import dev.ricci.optim.Optimizer;
import dev.ricci.optim.Schedule;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import dev.ricci.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits a network to data by going through them in batches, in an order that the seed decides.
 *
 * <pre>{@code
 * Sequential network = Network.of(784, 10).withHidden(128).build(seed);
 * TrainingResult result = Trainer.of(network, new Dataset(images, labels))
 *         .validation(new Dataset(testImages, testLabels))
 *         .epochs(10).seed(seed)
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>Where the device gains by it, whole batches are one recorded step. No step waits for the device; losses are summed up there and
 * read now and then. Each step has a scope, so that memory stays flat.
 * The same seed gives the same bits, also across {@link #save} and {@link #resume}.
 */
public final class Trainer {
    private final TrainerBuilder settings;
    private final Layer network;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final double learningRate;
    private final Meter meter;
    private final Meter judge;
    private final EarlyStopping stopping;
    private final List<EpochResult> results = new ArrayList<>();
    private Position position = Position.START;
    private long seed;
    private Safeguard safeguard;
    private ReplayedStep replayed;
    private boolean classes;
    private volatile boolean stop;

    Trainer(TrainerBuilder settings) {
        this.settings = settings;
        this.network = settings.network;
        this.optimizer = settings.optimizer();
        this.learningRate = optimizer.learningRate();
        this.schedule = settings.schedule();
        this.meter = new Meter(settings.device());
        this.judge = new Meter(settings.device());
        this.stopping = settings.stopping();
        this.seed = settings.seed;
    }

    /** Begins to say how a network is to be fitted to samples. */
    public static TrainerBuilder of(Layer network, Dataset data) {
        return new TrainerBuilder(network, data);
    }

    /** Ends the training after the step that runs now; from any thread, also before {@link #run}. */
    public void stop() {
        stop = true;
    }

    /**
     * Trains to the end, once.
     *
     * @throws NumericalFailure where a loss becomes NaN or infinite; the network then has the last weights that were sound
     */
    public TrainingResult run() {
        if (safeguard != null) {
            throw new IllegalStateException("training: a trainer runs once; build another one, and resume from a file to go on");
        }
        safeguard = new Safeguard(network.parameters(), position);
        settings.listeners.forEach(l -> l.started(this));
        Ending ending = epochs();
        int last = ending == Ending.STOPPED ? position.epoch() : stopping.restore(position.epoch());
        TrainingResult result = new TrainingResult(results, ending, last, position.steps());
        settings.listeners.forEach(l -> l.finished(result));
        return result;
    }

    private Ending epochs() {
        try (ReplayedStep whole = settings.isRecorded() ? new ReplayedStep(settings.data, settings.batchSize, this::learn) : null) {
            replayed = whole;
            Ending ending = null;
            while (ending == null) {
                ending = position.epoch() >= settings.epochs ? Ending.COMPLETE : stop ? Ending.STOPPED : epoch();
            }
            return ending;
        } finally {
            replayed = null;
        }
    }

    /** What is left of an epoch. @return why the training ends, or null where it goes on */
    private Ending epoch() {
        if (position.step() == 0) {
            meter.reset();
        }
        Stopwatch watch = new Stopwatch();
        try (Scope _ = Scope.open()) {
            if (!steps(watch)) {
                return Ending.STOPPED;
            }
        }
        return finish(watch) ? Ending.NO_IMPROVEMENT : null;
    }

    /** @return whether all steps of the epoch are done, and not stopped before */
    private boolean steps(Stopwatch watch) {
        Loader loader = settings.loader(seed);
        int steps = loader.batches();
        int first = position.step();
        if (replayed != null) {
            replayed.begin(loader.order(position.epoch()), first);
            first = Math.max(first, replayed.batches());
        }
        Iterator<Batch> batches = loader.epoch(position.epoch(), first).iterator();
        double seen = Double.NaN;
        while (position.step() < steps) {
            watch.add(step(batches));
            position = position.afterStep();
            if (position.step() == steps || position.step() % settings.readEvery == 0) {
                seen = look();
            }
            tell(steps, seen, watch);
            if (stop && position.step() < steps) {
                look();
                return false;
            }
        }
        return true;
    }

    /** @return how many samples it took */
    private int step(Iterator<Batch> batches) {
        optimizer.learningRate(learningRate * schedule.factor(position.steps()));
        if (replayed != null && replayed.covers(position.step())) {
            replayed.run();
            return settings.batchSize;
        }
        try (Scope _ = Scope.open()) {
            Batch batch = batches.next();
            learn(batch);
            return batch.count();
        }
    }

    /** Forward, backward, update, and the meter: all of a step that the device does. */
    private Tensor learn(Batch batch) {
        Tensor prediction = network.forward(batch.inputs(), Mode.TRAINING);
        Tensor loss = settings.loss.of(prediction, batch.targets());
        optimizer.step(Gradients.of(loss));
        Tensor hit = settings.hits.count(prediction, batch.targets());
        classes = hit != null;
        meter.add(loss, hit, batch.count());
        return loss;
    }

    /** @return the mean loss of the epoch so far, read from the device and found sound */
    private double look() {
        Meter.Reading r = meter.read();
        safeguard.check(r, position, optimizer.learningRate());
        return r.total() / Math.min(settings.data.count(), (long) position.step() * settings.batchSize);
    }

    private void tell(int steps, double seen, Stopwatch watch) {
        if (!settings.listeners.isEmpty()) {
            int epoch = position.epoch() + 1;
            Progress p = new Progress(epoch, settings.epochs, position.step(), steps, seen, watch.seconds(), watch.rate());
            Scope.outside(() -> {
                settings.listeners.forEach(l -> l.stepDone(p));
                return null;
            });
        }
    }

    /** Closes an epoch whose steps are all done. @return whether there is no improvement any more */
    private boolean finish(Stopwatch watch) {
        double seconds = watch.seconds();
        double rate = watch.rate();
        Meter.Reading r = meter.read();
        int n = settings.data.count();
        Evaluation v = settings.validation == null
                ? Evaluation.NONE
                : Evaluation.of(network, settings.validation, settings.loss, settings.hits, judge);
        position = position.afterEpoch();
        EpochResult result = new EpochResult(position.epoch(), r.total() / n, classes ? r.hits() / n : Double.NaN, v.loss(), v.accuracy(),
                optimizer.learningRate(), seconds, rate);
        results.add(result);
        boolean over = stopping.after(result);
        settings.listeners.forEach(l -> l.epochDone(result));
        return over;
    }

    /** Writes all that a resumed training needs, and the weights: {@link Checkpoint} reads them alone. */
    public void save(Path file) throws IOException {
        save(file, Map.of());
    }

    /** With notes of the caller's own. */
    public void save(Path file, Map<String, String> notes) throws IOException {
        TrainingNotes state = new TrainingNotes(optimizer.rule().name(), position, seed, batches(), stopping.best(),
                TrainingNotes.of(network.generators()));
        Checkpoint.write(file, network, parts(), state.write(), notes);
    }

    /**
     * Goes on where the trainer that wrote a file was, with the seed of that training. Nothing has changed where it throws.
     *
     * @throws IllegalArgumentException where the file is of another network or another optimizer, naming the first difference
     */
    public void resume(Path file) throws IOException {
        if (safeguard != null) {
            throw new IllegalStateException("training: resume before the run begins");
        }
        Checkpoint saved = Checkpoint.load(file);
        saved.checkWeights(network);
        TrainingNotes state = TrainingNotes.read(saved);
        check(saved, state);
        saved.fill(parts());
        network.generators().forEach((name, g) -> {
            TrainingNotes.Draws d = state.generators().get(name);
            g.restore(d.seed(), d.position());
        });
        stopping.resume(state.best());
        position = state.position();
        seed = state.seed();
    }

    private void check(Checkpoint saved, TrainingNotes state) {
        String rule = optimizer.rule().name();
        if (!rule.equals(state.optimizer())) {
            throw saved.wrong("was trained by " + state.optimizer() + ", here the optimizer is " + rule + "; take the same");
        }
        saved.checkParts(parts());
        if (!state.generators().keySet().equals(network.generators().keySet())) {
            throw saved.wrong("draws random numbers in " + state.generators().keySet() + ", the network here in "
                    + network.generators().keySet() + "; take the same dropout");
        }
        if (state.position().step() > 0 && !batches().equals(state.batches())) {
            throw saved.wrong("was saved in the middle of an epoch of " + state.batches() + "; here it is " + batches()
                    + "; take the same data and batch size");
        }
    }

    private String batches() {
        return settings.data.count() + " samples in batches of " + settings.batchSize;
    }

    /** All that is saved, by its name in the file: the weights under their own, the rest with a slash. */
    private Map<String, Parameter> parts() {
        Map<String, Parameter> all = new LinkedHashMap<>(network.parameters());
        optimizer.state().forEach((name, p) -> all.put("optimizer/" + name, p));
        meter.state().forEach((name, p) -> all.put("meter/" + name, p));
        stopping.weights().forEach((name, p) -> all.put("best/" + name, p));
        return all;
    }
}
