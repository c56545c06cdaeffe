package dev.ricci.cpu.random;

import dev.ricci.backend.Draw;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** A parameter of a draw in memory: doubles side by side, or one for all elements. */
record Doubles(long address, long step) {
    /** Of a view as {@link Draw#plain} makes it. */
    static Doubles of(View v) {
        return new Doubles(HostBlock.address(v), Draw.isOne(v) ? 0 : Double.BYTES);
    }

    double at(long i) {
        return Memory.getDouble(address + i * step);
    }
}
