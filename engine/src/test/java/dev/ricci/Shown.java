package dev.ricci;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Results as the pages of the docs show them: numbers to four decimals, in brackets, with a type where it is said. */
final class Shown {
    private static final Pattern TOKEN = Pattern.compile("[\\[\\]]|[^\\[\\], ]+");
    private static final double HALF_A_DIGIT = 5.1e-5;

    private Shown() {}

    /** Whether a result is what a page says: numbers to half a digit, words exactly, a type or none of note. "shape" says no more. */
    static boolean agrees(String said, Object result) {
        if (said.startsWith("shape ")) {
            return said.equals("shape " + Arrays.toString(((Tensor) result).shape()));
        }
        boolean typed = result instanceof Tensor t && said.endsWith(" " + t.dtype());
        if (!typed && result instanceof Tensor t && t.dtype() != DType.FLOAT32 && t.dtype() != DType.BOOL) {
            return false;
        }
        List<String> expected = tokens(typed ? said.substring(0, said.lastIndexOf(' ')) : said);
        List<String> got = tokens(text(result instanceof Tensor t ? t.toArray() : result));
        if (expected.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < got.size(); i++) {
            if (!expected.get(i).equals(got.get(i)) && !isNear(expected.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static boolean isNear(String a, String b) {
        try {
            double expected = Double.parseDouble(a);
            return Math.abs(expected - Double.parseDouble(b)) <= HALF_A_DIGIT * Math.max(1, Math.abs(expected));
        } catch (NumberFormatException word) {
            return false;
        }
    }

    static String text(Object result) {
        if (result instanceof Tensor t) {
            return text(t.toArray()) + (t.dtype() == DType.FLOAT32 || t.dtype() == DType.BOOL ? "" : " " + t.dtype());
        }
        if (result instanceof Tensor[] all) {
            return Arrays.stream(all).map(Shown::text).collect(Collectors.joining(" "));
        }
        if (result.getClass().isArray()) {
            StringBuilder s = new StringBuilder("[");
            for (int i = 0; i < Array.getLength(result); i++) {
                s.append(i == 0 ? "" : ", ").append(text(Array.get(result, i)));
            }
            return s.append(']').toString();
        }
        return result instanceof Double || result instanceof Float ? String.format(Locale.ROOT, "%.6f", result) : result.toString();
    }
}
