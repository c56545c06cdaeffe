package dev.ricci.cpu.loop;

/**
 * The loop of one formula over elements in a row; its classes are made by {@link Loops} at run time.
 *
 * <p>A fresh loop is run in small steps at first: the JIT compiles a method after 200 calls but after 60,000 passes of a loop inside
 * one, and a pass of interpreted vector code takes a microsecond a step. Without this a new formula costs seconds.
 */
abstract class Loop {
    private static final int INTERPRETED_CALLS = 256;
    private static final int YOUNG_CALLS = 1280;
    private static final int YOUNG_PASSES = 32;

    private final int width;
    private final boolean reduces;
    private int calls;

    /** A loop that computes width elements in one pass, and stores their values, reduces them, or both. */
    Loop(int width, boolean reduces, boolean stores) {
        this.width = width;
        this.reduces = reduces;
        this.calls = reduces && stores ? YOUNG_CALLS : 0; // neither can its work be cut nor rehearsed
    }

    /**
     * Computes n elements.
     *
     * @param at absolute addresses: of the outputs, where the loop has any, then of the inputs
     * @param parameters the constants of the formula
     * @return the reduction of the n values, where the loop is one, else 0
     */
    abstract double run(long[] at, double[] parameters, int n);

    /** Whether this still has to be run by {@link #runYoung}. */
    final boolean isYoung() {
        return calls < YOUNG_CALLS;
    }

    /** Does what run does, in more calls. bytes is the size of an element, bit k of repeated says that operand k does not move. */
    final double runYoung(long[] at, double[] parameters, int n, int bytes, long repeated) {
        if (reduces) {
            calls += INTERPRETED_CALLS;
            for (int i = 0; i < INTERPRETED_CALLS && n > 4 * width; i++) {
                run(at, parameters, width); // changes nothing: a rehearsal
            }
            return run(at, parameters, n);
        }
        long[] moved = at.clone();
        for (int i = 0; i < n; ) {
            int chunk = Math.min(n - i, calls < INTERPRETED_CALLS ? width : calls < YOUNG_CALLS ? width * YOUNG_PASSES : n);
            calls++;
            run(moved, parameters, chunk);
            i += chunk;
            for (int k = 0; k < moved.length; k++) {
                moved[k] += (repeated >> k & 1) != 0 ? 0 : (long) chunk * bytes;
            }
        }
        return 0;
    }
}
