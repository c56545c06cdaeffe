package dev.ricci.train;

/** How far a training has come: completed epochs, steps of the epoch that runs, steps in all. */
record Position(int epoch, int step, long steps) {
    static final Position START = new Position(0, 0, 0);

    Position afterStep() {
        return new Position(epoch, step + 1, steps + 1);
    }

    Position afterEpoch() {
        return new Position(epoch + 1, 0, steps);
    }

    @Override
    public String toString() {
        return steps == 0 ? "the start" : step == 0 ? "the end of epoch " + epoch : "epoch " + (epoch + 1) + ", step " + step;
    }
}
