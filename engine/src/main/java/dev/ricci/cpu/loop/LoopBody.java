package dev.ricci.cpu.loop;

import dev.ricci.backend.Reduction;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.List;

/** Writes one method of a loop: (addresses, parameters, from, to) -> the reduction, or 0. */
final class LoopBody {
    private static final int AT = 0;
    private static final int PARAMETERS = 1;
    private static final int FROM = 2;
    private static final int TO = 3;
    /**
     * Independent chains of additions, enough to hide the latency of one. As many for every formula: a sum then has the same bits
     * whether its terms are computed in the loop or were before.
     */
    private static final int CHAINS = 4;
    /** The most steps of a body that is written down once for each chain. */
    private static final int SHORT = 12;

    private final CodeBuilder b;
    private final LaneCode code;
    private final int[] results;
    private final Reduction reduction;
    private final LaneWriter writer;
    private final int outputs;
    private final int[] addresses;
    private final int[] values;
    private final int offset;
    private final long narrow;
    private final int narrowOffset;
    private final LaneWriter.Locals locals;

    LoopBody(CodeBuilder b, Lowering lowering, LoopClass.Use use, LaneWriter writer) {
        this.b = b;
        this.code = lowering.code();
        this.results = lowering.results();
        this.reduction = use.reduction();
        this.narrow = use.narrow();
        this.writer = writer;
        this.outputs = use.stores() ? results.length : 0;
        this.values = new int[code.steps().size()];
        this.addresses = new int[outputs + code.inputs()];
        this.offset = b.allocateLocal(TypeKind.LONG);
        this.narrowOffset = narrow == 0 ? -1 : b.allocateLocal(TypeKind.LONG);
        this.locals = new LaneWriter.Locals(values, PARAMETERS);
    }

    /** Whole passes over [from, to). */
    void whole() {
        prepare();
        if (reduction == null) {
            loop(1, () -> pass(0, LaneWriter.NO_MASK));
            b.dconst_0().dreturn();
            return;
        }
        int[] running = new int[CHAINS];
        for (int u = 0; u < running.length; u++) {
            running[u] = b.allocateLocal(writer.accumulator());
            writer.identity(b, reduction);
            b.storeLocal(writer.accumulator(), running[u]);
        }
        if (code.steps().size() <= SHORT) {
            loop(CHAINS, () -> {
                for (int u = 0; u < CHAINS; u++) {
                    accumulate(running[u], u, LaneWriter.NO_MASK);
                }
            });
        } else {
            inTurn(running);
        }
        loop(1, () -> accumulate(running[0], 0, LaneWriter.NO_MASK));
        for (int half = running.length / 2; half >= 1; half /= 2) {
            for (int u = 0; u < half; u++) {
                b.loadLocal(writer.accumulator(), running[u]).loadLocal(writer.accumulator(), running[u + half]);
                writer.combine(b, reduction);
                b.storeLocal(writer.accumulator(), running[u]);
            }
        }
        b.loadLocal(writer.accumulator(), running[0]);
        writer.collapse(b, reduction);
        b.dreturn();
    }

    /** The elements in [from, to), fewer than a pass computes. */
    void rest() {
        prepare();
        int mask = b.allocateLocal(TypeKind.REFERENCE);
        writer.mask(b, FROM, TO);
        b.astore(mask);
        setOffset(FROM);
        if (reduction == null) {
            pass(0, mask);
            b.dconst_0().dreturn();
            return;
        }
        int running = b.allocateLocal(writer.accumulator());
        writer.identity(b, reduction);
        b.storeLocal(writer.accumulator(), running);
        accumulate(running, 0, mask);
        b.loadLocal(writer.accumulator(), running);
        writer.collapse(b, reduction);
        b.dreturn();
    }

    /** Addresses into local variables; then the steps that are the same for all elements. */
    private void prepare() {
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = b.allocateLocal(TypeKind.LONG);
            b.aload(AT).loadConstant(i).laload().lstore(addresses[i]);
        }
        List<LaneCode.Step> steps = code.steps();
        for (int i = 0; i < values.length; i++) {
            LaneCode.Step s = steps.get(i);
            TypeKind kind = writer.local(s.op().kind());
            values[i] = b.allocateLocal(kind);
            if (code.isFixed(i)) {
                if (s.op() == LaneOp.REPEATED) {
                    writer.loadRepeated(b, addresses[outputs + s.a()]);
                } else if (s.op() == LaneOp.RARELY) {
                    writer.blend(b, values[s.a()], values[s.b()], values[s.c()]);
                } else {
                    writer.step(b, s, locals);
                }
                b.storeLocal(kind, values[i]);
            }
        }
    }

    /** The same sums in the same order by a body that stands once: after each pass the chains move on by one. */
    private void inTurn(int[] running) {
        int end = b.allocateLocal(TypeKind.INT);
        b.iload(TO).istore(end);
        int whole = CHAINS * writer.width();
        b.iload(FROM).iload(TO).iload(FROM).isub().loadConstant(whole).idiv().loadConstant(whole).imul().iadd().istore(TO);
        loop(1, () -> {
            accumulate(running[0], 0, LaneWriter.NO_MASK);
            b.loadLocal(writer.accumulator(), running[0]);
            for (int u = 1; u < CHAINS; u++) {
                b.loadLocal(writer.accumulator(), running[u]).storeLocal(writer.accumulator(), running[u - 1]);
            }
            b.storeLocal(writer.accumulator(), running[CHAINS - 1]);
        });
        b.iload(end).istore(TO);
    }

    /** for (; from + passes * width <= to; from += passes * width). */
    private void loop(int passes, Runnable body) {
        int step = passes * writer.width();
        int last = b.allocateLocal(TypeKind.INT);
        b.iload(TO).loadConstant(step).isub().istore(last);
        Label test = b.newLabel();
        Label done = b.newLabel();
        b.labelBinding(test).iload(FROM).iload(last).if_icmpgt(done);
        setOffset(FROM);
        body.run();
        b.iinc(FROM, step).goto_(test);
        b.labelBinding(done);
    }

    private void setOffset(int index) {
        b.iload(index).i2l().loadConstant(Integer.numberOfTrailingZeros(writer.type.bytes())).lshl().lstore(offset);
        if (narrow != 0) {
            b.iload(index).i2l().loadConstant(Integer.numberOfTrailingZeros(Float.BYTES)).lshl().lstore(narrowOffset);
        }
    }

    private LaneWriter.Place place(int operand, int pass) {
        return new LaneWriter.Place(addresses[operand], offset, pass * writer.width() * writer.type.bytes());
    }

    /** All steps once for the elements of one pass, then the stores: outputs may be inputs. */
    private void pass(int number, int mask) {
        for (int i = 0; i < values.length; i++) {
            if (!code.isFixed(i) && code.branchOf(i) < 0) {
                step(i, number, mask);
            }
        }
        for (int j = 0; j < outputs; j++) {
            writer.store(b, values[results[j]], place(j, number), mask);
        }
    }

    private void step(int i, int number, int mask) {
        LaneCode.Step s = code.steps().get(i);
        if (s.op() == LaneOp.INPUT) {
            load(s.a(), number, mask);
        } else if (s.op() == LaneOp.RARELY) {
            rarely(i, s, number, mask);
        } else {
            writer.step(b, s, locals);
        }
        b.storeLocal(writer.local(s.op().kind()), values[i]);
    }

    private void load(int input, int number, int mask) {
        if ((narrow >> input & 1) == 0) {
            writer.load(b, place(outputs + input, number), mask);
            return;
        }
        int plus = number * writer.width() * Float.BYTES;
        writer.loadNarrow(b, new LaneWriter.Place(addresses[outputs + input], narrowOffset, plus), mask);
    }

    private void rarely(int i, LaneCode.Step s, int number, int mask) {
        TypeKind kind = writer.local(s.op().kind());
        writer.all(b, values[s.a()]);
        Label some = b.newLabel();
        Label done = b.newLabel();
        b.ifeq(some);
        b.loadLocal(kind, values[s.b()]).goto_(done);
        b.labelBinding(some);
        for (int j = (int) s.value(); j < i; j++) {
            if (code.branchOf(j) == i) {
                step(j, number, mask);
            }
        }
        writer.blend(b, values[s.a()], values[s.b()], values[s.c()]);
        b.labelBinding(done);
    }

    private void accumulate(int running, int pass, int mask) {
        pass(pass, mask);
        b.loadLocal(writer.accumulator(), running);
        writer.accumulate(b, reduction, values[results[0]], mask);
        b.storeLocal(writer.accumulator(), running);
    }
}
