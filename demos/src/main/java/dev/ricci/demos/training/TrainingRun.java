package dev.ricci.demos.training;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.data.Dataset;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.nn.Sequential;
import dev.ricci.train.Checkpoint;
import dev.ricci.train.Trainer;
import dev.ricci.train.TrainingResult;
import dev.ricci.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One training from settings and digits to what came out, with progress on the console, on the current device. */
public final class TrainingRun {
    private final TrainingSettings settings;
    private final DigitData data;
    private final Console console;
    private final Interrupts interrupts;
    private Path resume;
    private Path save;
    private Path rescue;

    public TrainingRun(TrainingSettings settings, DigitData data, Console console, Interrupts interrupts) {
        this.settings = settings;
        this.data = data;
        this.console = console;
        this.interrupts = interrupts;
    }

    /** Goes on from a saved file; null to begin anew. */
    public TrainingRun resumingFrom(Path file) {
        resume = file;
        return this;
    }

    /**
     * Saves after every epoch, so that it can be gone on with.
     *
     * @param file   null to save only after Ctrl-C
     * @param backup where to save after Ctrl-C when no file is named
     */
    public TrainingRun savingTo(Path file, Path backup) {
        save = file;
        rescue = file != null ? file : backup;
        return this;
    }

    /** Trains and judges. @throws IOException when the saved file is no good, or of another network, or cannot be written */
    public TrainingOutcome run() throws IOException {
        try (Scope _ = Scope.open()) {
            Sequential network = settings.network().build(settings.seed());
            Trainer trainer = trainer(network);
            if (resume != null) {
                checkSameTraining();
                trainer.resume(resume);
            }
            TrainingResult result = trainer.run();
            boolean interrupted = result.ending() == Ending.STOPPED;
            if (interrupted && rescue != null) {
                trainer.save(rescue, notes());
            }
            Answers answers = Answers.of(network, data.digits().test(), data.scaling(), settings.network().dtype());
            int completed = interrupted ? result.best() : settings.epochs();
            return new TrainingOutcome(settings, result.epochs(), completed, interrupted, answers.confusion(), answers.shown());
        }
    }

    /** What decides which digits are learnt and which are held out. */
    private Map<String, String> notes() {
        return Map.of("data", data.name(), "seed", Long.toString(settings.seed()));
    }

    /** With other data or another seed, digits held out would be among those already learnt. */
    private void checkSameTraining() throws IOException {
        Map<String, String> saved = Checkpoint.load(resume).notes();
        notes().forEach((name, here) -> {
            String then = saved.getOrDefault(name, here);
            if (!then.equals(here)) {
                throw new IllegalArgumentException("resume: " + resume + " was trained with --" + name + " " + then + ", here it is " + here
                        + "; give --" + name + " " + then);
            }
        });
    }

    private Trainer trainer(Sequential network) {
        Dataset all = dataset(settings.network().dtype());
        return Trainer.of(network, all.subset(data.split().train()))
                .validation(all.subset(data.split().test()))
                .epochs(settings.epochs())
                .batchSize(settings.batch())
                .optimizer(settings.optimizer())
                .learningRate(settings.rate())
                .schedule(settings.schedule())
                .l2(settings.l2())
                .seed(settings.seed())
                .listener(new TrainingWatch(console, interrupts, save, notes(), data.learning(), settings.batch()))
                .build();
    }

    private Dataset dataset(DType dtype) {
        return Dataset.of(data.digits().train(), data.scaling()).withInputs(dtype);
    }
}
