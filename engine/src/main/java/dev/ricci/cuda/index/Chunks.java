package dev.ricci.cuda.index;

/** How lines are cut where they are too few to keep a device busy: so many chunks of one length, by the shape alone. */
record Chunks(int count, int length) {
    /** What keeps a large device busy: 8 blocks of 256 threads on each of 128 multiprocessors. */
    private static final int ENOUGH_BLOCKS = 1024;

    /** For lines of n elements that would be taken by so many blocks, in steps of a tile, 4 tiles in a chunk at least. */
    static Chunks of(long blocks, int n, int tile) {
        long wanted = Math.min((ENOUGH_BLOCKS + blocks - 1) / blocks, n / (4 * tile));
        if (wanted < 2) {
            return new Chunks(1, n);
        }
        long length = (n + wanted * tile - 1) / (wanted * tile) * tile;
        return new Chunks((int) ((n + length - 1) / length), (int) length);
    }

    /** What is left of n elements where each chunk keeps k. */
    int kept(int n, int k) {
        return (count - 1) * k + Math.min(k, n - (count - 1) * length);
    }
}
