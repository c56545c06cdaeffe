package dev.ricci.cuda.driver;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of a kernel's parameters, as its PTX declares them.
 *
 * <p>The driver copies so many bytes for each parameter from where an argument stands, and cannot know that fewer were written. So
 * launches compare while assertions are on.
 */
final class Parameters {
    /** Whether launches are checked. */
    static final boolean CHECKED = Parameters.class.desiredAssertionStatus();

    /** As in ".param .u64 name" and ".param .align 8 .b8 name[272]". */
    private static final Pattern PARAMETER = Pattern.compile(
            "\\.param\\s+(?:\\.align\\s+\\d+\\s+)?\\.[a-z](\\d+)[^,\\[\n]*(?:\\[(\\d+)])?");

    private final String entry;
    private final int[] sizes;

    private Parameters(String entry, int[] sizes) {
        this.entry = entry;
        this.sizes = sizes;
    }

    static Parameters of(String ptx, String entry) {
        Matcher begin = Pattern.compile("\\.entry\\s+" + entry + "\\s*\\(").matcher(ptx);
        if (!begin.find()) {
            throw new AssertionError("the PTX has no entry " + entry);
        }
        Matcher m = PARAMETER.matcher(ptx).region(begin.end(), ptx.indexOf(')', begin.end()));
        int[] sizes = new int[64];
        int n = 0;
        while (m.find()) {
            sizes[n++] = Integer.parseInt(m.group(1)) / Byte.SIZE * (m.group(2) == null ? 1 : Integer.parseInt(m.group(2)));
        }
        return new Parameters(entry, Arrays.copyOf(sizes, n));
    }

    /** True, or an error that says what was given. */
    boolean fit(int[] given) {
        if (!Arrays.equals(sizes, given)) {
            throw new AssertionError(entry + ": arguments of " + Arrays.toString(given) + " bytes for parameters of "
                    + Arrays.toString(sizes));
        }
        return true;
    }
}
