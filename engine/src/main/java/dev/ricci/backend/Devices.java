package dev.ricci.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The devices of this machine, and the one that new tensors go to.
 *
 * <p>The first use opens the one that the property {@code ricci.device} names, else the best that works; {@link #use} chooses another.
 */
public final class Devices {
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private static volatile Backend current;

    private Devices() {}

    /** The device of new tensors. */
    public static Backend current() {
        Backend b = current;
        return b != null ? b : openFirst();
    }

    private static synchronized Backend openFirst() {
        if (current == null) {
            current = open(System.getProperty("ricci.device", "auto"), DeviceOptions.DEFAULT);
        }
        return current;
    }

    /** Makes a device the one that new tensors go to; the one before stays open. */
    public static synchronized void use(Backend device) {
        current = device;
    }

    /** The kinds of device on the class path, the preferred first. */
    public static List<BackendProvider> providers() {
        List<BackendProvider> all = new ArrayList<>();
        ServiceLoader.load(BackendProvider.class, Devices.class.getClassLoader()).forEach(all::add);
        all.sort(Comparator.comparingInt(BackendProvider::preference).reversed());
        return all;
    }

    /**
     * Opens a device by name, with a number behind a colon where there are several, as in {@code cuda:1}; {@code auto} takes the first
     * that works. Capitals do not matter.
     *
     * @throws IllegalArgumentException for a name that no provider has
     * @throws IllegalStateException when the device cannot be used, with the reason and the remedy
     */
    public static Backend open(String name, DeviceOptions options) {
        int colon = name.indexOf(':');
        if (colon >= 0) {
            return open(name.substring(0, colon), new DeviceOptions(options.threads(), ordinal(name, colon)));
        }
        List<BackendProvider> all = providers();
        String kind = name.toLowerCase(Locale.ROOT);
        if (kind.equals("auto")) {
            return openBest(all.stream().filter(BackendProvider::isAutomatic).toList(), options);
        }
        for (BackendProvider p : all) {
            if (p.name().equals(kind)) {
                return p.open(options);
            }
        }
        if (kind.equals("cuda")) {
            throw new IllegalStateException("cuda: this build of Ricci has no CUDA backend on its class path; use --device cpu");
        }
        String known = all.stream().map(BackendProvider::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("device: unknown name '" + name + "'; choose auto, " + known);
    }

    private static int ordinal(String name, int colon) {
        try {
            return Integer.parseUnsignedInt(name.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("device: after the colon a number from 0, as in cuda:1, got '" + name + "'");
        }
    }

    /** A program may open devices often: what it has been told already is not news. */
    private static void sayOnce(String line) {
        if (SAID.add(line)) {
            System.err.println(line);
        }
    }

    private static Backend openBest(List<BackendProvider> all, DeviceOptions options) {
        StringBuilder reasons = new StringBuilder();
        for (BackendProvider p : all) {
            try {
                Backend b = p.open(options);
                if (!reasons.isEmpty()) {
                    sayOnce(reasons + "; running on the " + b.name() + "; --device " + all.getFirst().name() + " makes this an error");
                }
                return b;
            } catch (IllegalStateException e) {
                reasons.append(reasons.isEmpty() ? "" : "; ").append(e.getMessage());
            }
        }
        throw new IllegalStateException("no device can be used: " + (reasons.isEmpty() ? "ricci-engine is incomplete" : reasons));
    }
}
