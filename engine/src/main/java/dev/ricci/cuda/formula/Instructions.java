package dev.ricci.cuda.formula;

import dev.ricci.formula.Program;
import dev.ricci.formula.ScalarOp;
import java.util.Arrays;
import java.util.List;

/**
 * A program as the interpreter of interpreter.cuh takes it: one instruction for each part that is computed, and one for each result.
 *
 * <p>Inputs are loaded into slots 0, 1, ... before the first instruction. A slot is used again after the last use of its value. A
 * result that only the next instruction uses needs none: it stays in registers.
 */
final class Instructions {
    static final int MOST = 160;
    static final int MOST_CONSTANTS = 48;
    /** 16 bytes a thread each: with the 1 KiB in which a reduction combines, 47 KiB of the 48 that every device gives a block. */
    static final int MOST_SLOTS = 23;
    static final int FIRST_CONSTANT = 64;
    static final int LATEST = 255;

    private final List<Program.Part> parts;
    private final int[] lastUse;
    private final boolean[] slotted;
    private final int[] place;
    private final boolean[] busy = new boolean[FIRST_CONSTANT];
    private final int inputs;
    private int[] words = new int[64];
    private int count;
    private int slots;
    private boolean real;
    private boolean bits;
    private boolean special;

    /** Of a program whose inputs are 0, 1, ..., inputs - 1. Whether it fits is told by {@link #fits}. */
    Instructions(Program.Code code, int inputs) {
        this.parts = code.parts();
        this.inputs = inputs;
        int n = parts.size();
        lastUse = new int[n];
        slotted = new boolean[n];
        place = new int[n];
        Arrays.fill(place, -1);
        if (inputs > MOST_SLOTS) {
            slots = inputs;
            return;
        }
        uses();
        begin();
        storeGiven(code.results());
        int latest = -1;
        for (int i = 0; i < n && slots <= MOST_SLOTS; i++) {
            if (parts.get(i).op() != null) {
                apply(i, latest);
                latest = i;
                store(code.results(), i, slotted[i] ? place[i] : LATEST);
            }
        }
    }

    /** Whether the interpreter has room for it. */
    boolean fits() {
        return slots <= MOST_SLOTS && count <= MOST;
    }

    int inputs() {
        return inputs;
    }

    int count() {
        return count;
    }

    int slots() {
        return slots;
    }

    /** Two for each instruction: the bytes operation, target, a and b; c. */
    int[] words() {
        return words;
    }

    /** Whether a function of real numbers is among them. */
    boolean isReal() {
        return real;
    }

    /** Whether a function of integers alone is among them. */
    boolean isOfBits() {
        return bits;
    }

    /** Whether a function of special.cuh is among them. */
    boolean isSpecial() {
        return special;
    }

    /** Finds the last use of each value, and which must stand in a slot. */
    private void uses() {
        Arrays.fill(lastUse, -1);
        int latest = -1;
        for (int i = 0; i < parts.size(); i++) {
            Program.Part p = parts.get(i);
            if (p.op() != null) {
                boolean function = Opcode.of(p.op()).isLong();
                slotted[i] |= function;
                for (int k = 0; k < p.op().arity(); k++) {
                    int a = argument(p, k);
                    lastUse[a] = i;
                    slotted[a] |= function || a != latest;
                }
                latest = i;
            }
        }
    }

    private static int argument(Program.Part p, int k) {
        return k == 0 ? p.a() : k == 1 ? p.b() : p.c();
    }

    private void begin() {
        for (int i = 0; i < parts.size(); i++) {
            Program.Part p = parts.get(i);
            if (p.isParameter()) {
                place[i] = FIRST_CONSTANT + p.b();
            } else if (p.op() == null) {
                place[i] = p.a();
                busy[p.a()] = lastUse[i] >= 0;
                slots = Math.max(slots, p.a() + 1);
            }
        }
        slots = Math.max(slots, inputs);
    }

    /** Results that are inputs or constants. */
    private void storeGiven(List<Integer> results) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).op() == null) {
                store(results, i, place[i]);
            }
        }
    }

    private void store(List<Integer> results, int part, int from) {
        for (int o = 0; o < results.size(); o++) {
            if (results.get(o) == part) {
                emit(Opcode.STORE, o, from, 0, 0);
            }
        }
    }

    private void apply(int i, int latest) {
        Program.Part p = parts.get(i);
        ScalarOp op = p.op();
        Opcode code = Opcode.of(op);
        real |= code.isReal();
        bits |= op.isOfBits();
        special |= code.isSpecial();
        int[] operand = new int[3];
        for (int k = 0; k < op.arity(); k++) {
            int a = argument(p, k);
            operand[k] = a == latest && !code.isLong() ? LATEST : place[a];
            if (lastUse[a] == i && place[a] >= 0 && place[a] < FIRST_CONSTANT) {
                busy[place[a]] = false; // read before the target is written
            }
        }
        int target = LATEST;
        if (slotted[i]) {
            target = free();
            place[i] = target;
            busy[target] = lastUse[i] > i;
        }
        emit(code, target, operand[0], operand[1], operand[2]);
    }

    private int free() {
        int s = 0;
        while (busy[s]) {
            s++;
        }
        slots = Math.max(slots, s + 1);
        return s;
    }

    private void emit(Opcode op, int target, int a, int b, int c) {
        if (words.length < 2 * count + 2) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        words[2 * count] = op.ordinal() | target << 8 | a << 16 | b << 24;
        words[2 * count + 1] = c;
        count++;
    }
}
