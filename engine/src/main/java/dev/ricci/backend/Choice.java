package dev.ricci.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Things that people choose by name, as on a command line; a wrong name is answered with all names and the nearest.
 *
 * @param <T> what is chosen
 */
public final class Choice<T> {
    private final String what;
    private final Map<String, T> known = new LinkedHashMap<>();

    /** An empty choice of what, as in "optimizer". */
    public Choice(String what) {
        this.what = what;
    }

    /** Adds one under a name in lower case. */
    public Choice<T> with(String name, T value) {
        known.put(name, value);
        return this;
    }

    /** All names, in the order they were added. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }

    /** @throws IllegalArgumentException for an unknown name, with the known ones and the nearest guess */
    public T named(String name) {
        String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
        T found = known.get(key);
        if (found == null) {
            throw new IllegalArgumentException(what + ": unknown name '" + name + "'" + guess(key) + "; choose one of "
                    + String.join(", ", known.keySet()));
        }
        return found;
    }

    private String guess(String name) {
        String nearest = "";
        int least = Math.max(1, name.length() / 2) + 1;
        for (String k : known.keySet()) {
            int d = edits(name, k);
            if (d < least) {
                least = d;
                nearest = k;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /** The least number of letters added, removed or changed to make b of a (Levenshtein 1966). */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], above[j]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
