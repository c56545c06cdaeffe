package dev.ricci.cuda.driver;

/** The latest launches, so that a fault that shows later can name its suspects. Guarded by the context's lock. */
final class Launches {
    private static final int KEPT = 32;

    private final String[] names = new String[KEPT];
    private final int[] blocks = new int[KEPT];
    private final int[] threads = new int[KEPT];
    private long count;
    private long done;

    void note(String name, int gridX, int gridY, int gridZ, int block) {
        int i = (int) (count++ % KEPT);
        names[i] = name;
        blocks[i] = gridX * gridY * gridZ;
        threads[i] = block;
    }

    /** All that was launched so far has ended well. */
    void settled() {
        done = count;
    }

    /** Launches since the last that is known to have ended well, the latest first. */
    String suspects() {
        long open = Math.min(count - done, KEPT);
        if (open == 0) {
            return "no kernel was under way";
        }
        StringBuilder s = new StringBuilder(open == 1 ? "in " : "in one of the latest " + open + " launches: ");
        for (long k = 1; k <= Math.min(open, 8); k++) {
            int i = (int) ((count - k) % KEPT);
            s.append(k == 1 ? "" : ", ").append(names[i]).append(" (").append(blocks[i]).append(" blocks of ").append(threads[i])
                    .append(" threads)");
        }
        return s.append(open > 8 ? " ..." : "").toString();
    }

    /** Whether it is known which launch failed. */
    boolean isCertain() {
        return count - done <= 1;
    }
}
