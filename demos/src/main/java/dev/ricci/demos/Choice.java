package dev.ricci.demos;

import dev.ricci.demos.training.ModelKind;
import dev.ricci.demos.training.OptimizerName;
import dev.ricci.demos.training.Precision;
import dev.ricci.demos.training.ScheduleName;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Words on the command line that stand for one of a few values; a wrong one gets the list and the nearest guess. */
final class Choice {
    private static final int NEAR = 3;

    private Choice() {}

    static void register(CommandLine line) {
        line.registerConverter(ModelKind.class, word -> of(ModelKind.values(), word));
        line.registerConverter(OptimizerName.class, word -> of(OptimizerName.values(), word));
        line.registerConverter(ScheduleName.class, word -> of(ScheduleName.values(), word));
        line.registerConverter(Precision.class, word -> of(Precision.values(), word));
        line.registerConverter(PcaMethod.class, word -> of(PcaMethod.values(), word));
    }

    private static <E extends Enum<E>> E of(E[] values, String word) {
        for (E value : values) {
            if (value.toString().equals(word.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new TypeConversionException(unknown(word, Stream.of(values).map(E::toString).toList()));
    }

    /** What to say about a word that is none of the known ones. */
    static String unknown(String word, List<String> known) {
        String nearest = known.stream().min(Comparator.comparingInt(k -> distance(k, word))).orElseThrow();
        String guess = distance(nearest, word) < NEAR ? "; did you mean " + nearest + "?" : "";
        return "unknown '" + word + "', known are " + String.join(", ", known) + guess;
    }

    /** The number of letters to put in, take out or change to make one word of the other (Levenshtein 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
