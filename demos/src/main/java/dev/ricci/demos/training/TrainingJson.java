package dev.ricci.demos.training;

import dev.ricci.train.EpochResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of a training run for programs. */
public final class TrainingJson {
    private TrainingJson() {}

    /** The fields that depend on the outcome alone. */
    public static Map<String, Object> of(TrainingOutcome o) {
        TrainingSettings s = o.settings();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", s.seed());
        json.put("model", s.network().describe());
        json.put("parameters", s.network().parameterCount());
        json.put("batch", s.batch());
        json.put("optimizer", s.optimizer());
        json.put("learningRate", s.rate());
        json.put("schedule", s.schedule());
        json.put("l2", s.l2());
        json.put("interrupted", o.interrupted());
        json.put("epochs", epochs(o.epochs()));
        json.put("testAccuracy", o.testAccuracy());
        return json;
    }

    private static List<Map<String, Object>> epochs(List<EpochResult> epochs) {
        return epochs.stream().map(TrainingJson::epoch).toList();
    }

    private static Map<String, Object> epoch(EpochResult e) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epoch", e.epoch());
        json.put("loss", e.loss());
        json.put("accuracy", e.accuracy());
        json.put("validationLoss", e.validationLoss());
        json.put("validationAccuracy", e.validationAccuracy());
        json.put("seconds", e.seconds());
        json.put("samplesPerSecond", e.samplesPerSecond());
        return json;
    }
}
