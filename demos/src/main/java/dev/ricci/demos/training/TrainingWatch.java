package dev.ricci.demos.training;

import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.ProgressBar;
import dev.ricci.demos.console.Quantities;
import dev.ricci.train.EpochResult;
import dev.ricci.train.Progress;
import dev.ricci.train.Trainer;
import dev.ricci.train.TrainingListener;
import dev.ricci.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Shows how a training goes, ends it when Ctrl-C was pressed, and saves it after every epoch. */
final class TrainingWatch implements TrainingListener {
    private static final String ROW = "%5s  %9s  %9s  %9s  %9s  %10s";

    private final Console console;
    private final Interrupts interrupts;
    private final Path save;
    private final Map<String, String> notes;
    private final long samples;
    private final int batch;
    private Trainer trainer;
    private ProgressBar bar;

    /**
     * @param save  null to save nothing
     * @param notes to be saved with the weights
     */
    TrainingWatch(Console console, Interrupts interrupts, Path save, Map<String, String> notes, int samples, int batch) {
        this.console = console;
        this.interrupts = interrupts;
        this.save = save;
        this.notes = notes;
        this.samples = samples;
        this.batch = batch;
    }

    @Override
    public void started(Trainer running) {
        trainer = running;
        String heading = String.format(ROW, "epoch", "loss", "accuracy", "held out", "time", "digits/s");
        console.line("@|faint " + heading + "|@");
    }

    @Override
    public void stepDone(Progress p) {
        if (bar == null) {
            bar = new ProgressBar(console, "epoch " + p.epoch() + "/" + p.epochs(), samples * p.epochs(), "digits");
            bar.begunAt(samples * (p.epoch() - 1) + (p.step() - 1L) * batch);
        }
        bar.label("epoch " + p.epoch() + "/" + p.epochs());
        bar.doneUpTo(samples * (p.epoch() - 1) + Math.min(samples, (long) p.step() * batch));
        if (!Double.isNaN(p.loss())) {
            bar.note(String.format(Locale.ROOT, "loss %.4f", p.loss()));
        }
        if (interrupts.requested()) {
            trainer.stop();
        }
    }

    @Override
    public void epochDone(EpochResult r) {
        bar.clear();
        console.line(String.format(Locale.ROOT, ROW, r.epoch(), String.format(Locale.ROOT, "%.4f", r.loss()),
                Quantities.percent(r.accuracy()), Quantities.percent(r.validationAccuracy()),
                Quantities.seconds(r.seconds()), Quantities.count(r.samplesPerSecond())));
        if (save != null) {
            try {
                trainer.save(save, notes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void finished(TrainingResult result) {
        if (bar != null) {
            bar.close();
        }
    }
}
