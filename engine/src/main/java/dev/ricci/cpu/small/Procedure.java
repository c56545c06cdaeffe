package dev.ricci.cpu.small;

/** What is done with one block after the other. */
abstract class Procedure {
    final Arithmetic x;
    final Packing packing;

    Procedure(Arithmetic x) {
        this.x = x;
        this.packing = x.packing();
    }

    /** The cells that a block takes at most. */
    abstract int cells();

    /** Reads, computes and writes the matrices of a block. */
    abstract void run(Block block);
}
