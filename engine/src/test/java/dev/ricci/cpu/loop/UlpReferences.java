package dev.ricci.cpu.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stored values of functions to more than double precision; the file says how they were made. */
final class UlpReferences {
    private static final Map<String, List<Reference>> ALL = read();

    /** Inputs, the nearest double, and what it lacks, in thousandths of a unit in its last place. */
    record Reference(double[] x, double value, int rest) {}

    private UlpReferences() {}

    static List<Reference> of(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    private static Map<String, List<Reference>> read() {
        Map<String, List<Reference>> all = new HashMap<>();
        try (InputStream in = UlpReferences.class.getResourceAsStream("/dev/ricci/accuracy/references.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            List<Reference> now = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    now = new ArrayList<>();
                    all.put(line.substring(2), now);
                } else if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    double[] x = new double[words.length - 2];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = number(words[i]);
                    }
                    now.add(new Reference(x, number(words[x.length]), Integer.parseInt(words[x.length + 1])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static double number(String bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    }
}
