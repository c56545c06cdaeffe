package dev.ricci.train;

import dev.ricci.backend.Scope;
import dev.ricci.data.Safetensors;
import dev.ricci.nn.Layer;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file of a network's weights, under their own names, and of what a {@link Trainer} needs to go on, under names with a
 * slash, with notes.
 */
public final class Checkpoint {
    private static final String OWN = "ricci.";
    private static final String NETWORK = OWN + "network";

    private final Path file;
    private final Safetensors content;

    private Checkpoint(Path file, Safetensors content) {
        this.file = file;
        this.content = content;
    }

    /** Writes the weights alone, with notes of the caller's own. */
    public static void save(Path file, Layer network, Map<String, String> notes) throws IOException {
        write(file, network, network.parameters(), Map.of(), notes);
    }

    static void write(Path file, Layer network, Map<String, Parameter> parts, Map<String, String> state, Map<String, String> notes)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parts.forEach((name, p) -> tensors.put(name, p.value().detach()));
        Map<String, String> all = new LinkedHashMap<>();
        all.put(NETWORK, network.describe());
        state.forEach((name, value) -> all.put(OWN + name, value));
        notes.forEach((name, value) -> {
            if (name.startsWith(OWN)) {
                throw new IllegalArgumentException("checkpoint: notes that begin with '" + OWN + "' are Ricci's own, got " + name);
            }
            all.put(name, value);
        });
        new Safetensors(tensors, all).write(file);
    }

    /** Reads a file; what it holds is not yet put anywhere. */
    public static Checkpoint load(Path file) throws IOException {
        return new Checkpoint(file, Safetensors.read(file));
    }

    /** The description of the network that was saved; empty where another program wrote the file. */
    public String network() {
        return content.metadata().getOrDefault(NETWORK, "");
    }

    /** The notes of whoever saved. */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>(content.metadata());
        notes.keySet().removeIf(name -> name.startsWith(OWN));
        return notes;
    }

    /**
     * Gives a network the saved weights.
     *
     * @throws IllegalArgumentException where the file is of another network, naming the first difference; then nothing has changed
     */
    public void restore(Layer network) {
        checkWeights(network);
        fill(network.parameters());
    }

    /** Ricci's own note, or null. */
    String state(String name) {
        return content.metadata().get(OWN + name);
    }

    /** Ricci's own notes whose names begin with a prefix, by the rest of the name. */
    Map<String, String> states(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        content.metadata().forEach((name, value) -> {
            if (name.startsWith(OWN + prefix)) {
                found.put(name.substring(OWN.length() + prefix.length()), value);
            }
        });
        return found;
    }

    void checkWeights(Layer network) {
        Map<String, Tensor> saved = new LinkedHashMap<>(content.tensors());
        saved.keySet().removeIf(name -> name.indexOf('/') >= 0);
        String difference = difference(network.parameters(), saved);
        if (difference != null) {
            throw wrong("is of another network" + (network().isEmpty() ? "" : " (" + network() + ")") + ": " + difference
                    + "; build the network that was saved (here: " + network.describe() + ")");
        }
    }

    /** That the training was one of these parts. */
    void checkParts(Map<String, Parameter> parts) {
        String difference = difference(parts, content.tensors());
        if (difference != null) {
            throw wrong("was trained with other settings: " + difference + "; take the same optimizer and early stopping");
        }
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("checkpoint: " + file + " " + what);
    }

    /** The first difference between parameters and the tensors meant for them, or null. */
    static String difference(Map<String, Parameter> here, Map<String, Tensor> saved) {
        for (Map.Entry<String, Parameter> e : here.entrySet()) {
            String name = e.getKey();
            Parameter p = e.getValue();
            Tensor t = saved.get(name);
            if (t == null) {
                return "the file has no " + name + " " + Arrays.toString(p.shape());
            }
            if (!Arrays.equals(t.shape(), p.shape()) || t.dtype() != p.dtype()) {
                return name + " is " + t.dtype() + " " + Arrays.toString(t.shape()) + " in the file and " + p.dtype() + " "
                        + Arrays.toString(p.shape()) + " here";
            }
        }
        for (Map.Entry<String, Tensor> e : saved.entrySet()) {
            if (!here.containsKey(e.getKey())) {
                return "the file also has " + e.getKey() + " " + Arrays.toString(e.getValue().shape());
            }
        }
        return null;
    }

    void fill(Map<String, Parameter> parts) {
        try (Scope _ = Scope.open()) {
            parts.forEach((name, p) -> p.set(content.tensors().get(name).to(p.view().backend())));
        }
    }
}
