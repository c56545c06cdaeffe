package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.formula.Comparison;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the loops of formulas, each once, and keeps them. Safe for use by many threads.
 *
 * <p>Formulas met lately are found in a small table, by identity in about ten nanoseconds; others are numbered first
 * ({@link Program}).
 */
final class Loops {
    /** Vectors where the Vector API is present, scalars elsewhere. */
    static final Loops STANDARD = new Loops(VectorApi.present());

    private static final int RECENT = 1 << 12;

    /** With more steps C2 gives up inlining and boxes every vector (measured: 509 steps are good, 612 a hundred times slower). */
    private static final int MOST_VECTOR_STEPS = 512;

    private record Key(Program.Code program, DType type, long repeated, Reduction reduction, boolean stores, long narrow) {}

    /**
     * What becomes of a formula's values. Where they are combined with what is there, that is the input with number inputs. Bit k of
     * narrow says that input k is float32, which the loop widens.
     */
    private record Form(Reduction reduction, Use use, int inputs, long narrow) {
        private static final Form MAP = new Form(null, Use.STORED, 0, 0);
    }

    private enum Use { STORED, REDUCED, STORED_AND_REDUCED, COMBINED }

    private record Recent(Formula[] formulas, DType type, long repeated, Form form, Kernel kernel) {}

    private final boolean vectors;
    private final Map<Key, Loop> loops = new ConcurrentHashMap<>();
    private final Recent[] recent = new Recent[RECENT]; // races only lose an entry: what is in it is immutable

    Loops(boolean vectors) {
        this.vectors = vectors;
        if (vectors) {
            VectorTransfer.load();
        }
    }

    /** The loop that computes all formulas in one pass; bit k of repeated says that input k is one element. */
    Kernel map(Formula[] formulas, DType type, long repeated) {
        return find(formulas, type, repeated, Form.MAP);
    }

    /** The loop that computes one formula. */
    Kernel map(Formula f, DType type, long repeated) {
        Recent r = recent[slot(f.hashCode(), type, repeated, Form.MAP)];
        if (r != null && r.formulas.length == 1 && r.formulas[0] == f && r.type == type && r.repeated == repeated && r.form == Form.MAP) {
            return r.kernel;
        }
        return find(new Formula[] {f}, type, repeated, Form.MAP);
    }

    /** The loop that reduces the values of a formula. */
    Kernel reduce(Reduction reduction, Formula f, DType type, long repeated) {
        return reduce(reduction, f, type, repeated, 0);
    }

    /** The loop that reduces the values of a formula; bit k of narrow says that input k is float32, and the loop computes in float64. */
    Kernel reduce(Reduction reduction, Formula f, DType type, long repeated, long narrow) {
        return find(new Formula[] {f}, type, repeated, new Form(reduction, Use.REDUCED, 0, narrow));
    }

    /** The loop that stores the values of a formula and gives their reduction. */
    Kernel mapAndReduce(Reduction reduction, Formula f, DType type, long repeated) {
        return find(new Formula[] {f}, type, repeated, new Form(reduction, Use.STORED_AND_REDUCED, 0, 0));
    }

    /** The map that combines the values of a formula of so many inputs with the input after those. */
    Kernel accumulate(Reduction reduction, Formula f, int inputs, DType type, long repeated) {
        return find(new Formula[] {f}, type, repeated, new Form(reduction, Use.COMBINED, inputs, 0));
    }

    private static int slot(int hash, DType type, long repeated, Form form) {
        long h = hash * 31L + type.ordinal() + repeated * 0x9E3779B9L;
        if (form.reduction != null) {
            h += form.reduction.ordinal() * 127L + form.use.ordinal() * 8191L + form.narrow * 131071L;
        }
        return (int) (h * 0x9E3779B97F4A7C15L >>> 52);
    }

    private Kernel find(Formula[] formulas, DType type, long repeated, Form form) {
        int slot = slot(Comparison.hash(formulas), type, repeated, form);
        Recent r = recent[slot];
        if (r == null || r.type != type || r.repeated != repeated || !r.form.equals(form) || !Comparison.same(r.formulas, formulas)) {
            r = new Recent(formulas.clone(), type, repeated, form, kernel(formulas, type, repeated, form));
            recent[slot] = r;
        }
        return r.kernel;
    }

    private Kernel kernel(Formula[] formulas, DType type, long repeated, Form form) {
        Program p = new Program(form.use == Use.COMBINED ? new Formula[] {combined(form, formulas[0])} : formulas);
        boolean stores = form.use != Use.REDUCED;
        Key key = new Key(p.code(), type, repeated, form.use == Use.COMBINED ? null : form.reduction, stores, form.narrow);
        boolean slow = p.code().parts().stream().anyMatch(part -> part.op() != null && Lowering.isSlow(part.op()));
        long fixed = repeated << (stores ? formulas.length : 0);
        return new Kernel(loops.computeIfAbsent(key, this::make), p.parameters(), type, fixed, slow);
    }

    private static Formula combined(Form form, Formula f) {
        Formula before = Formula.input(form.inputs);
        return switch (form.reduction) {
            case SUM -> before.add(f);
            case PROD -> before.mul(f);
            case MAX -> before.max(f);
            case MIN -> before.min(f);
        };
    }

    private Loop make(Key key) {
        Lowering lowering = Lowering.of(key.program, key.type, key.repeated);
        boolean fits = lowering.code().steps().size() <= MOST_VECTOR_STEPS;
        LaneWriter writer = vectors && fits && !lowering.code().scalarOnly()
                ? new VectorWriter(key.type, Species.lanes(key.type), LoopClass.SELF)
                : new ScalarWriter(key.type);
        byte[] bytes = LoopClass.write(lowering, new LoopClass.Use(key.reduction, key.stores, key.narrow), writer);
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Loop) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable e) {
            throw new AssertionError("no loop for " + key, e);
        }
    }
}
