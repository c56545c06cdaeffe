package dev.ricci.cuda.formula;

import dev.ricci.formula.Comparison;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import java.util.List;

/**
 * The stages of formulas that were seen, the latest of each slot.
 *
 * <p>Most calls come with the very formula that came before, so identity is asked first; comparing by value is bounded.
 */
final class Plans {
    private static final int RECENT = 1 << 12;

    private record Recent(Formula[] formulas, List<Stage> stages) {}

    private final Recent[] recent = new Recent[RECENT]; // races only lose an entry: what is in it is immutable

    List<Stage> find(Formula f) {
        Recent r = recent[slot(f.hashCode())];
        if (r != null && r.formulas.length == 1 && r.formulas[0] == f) {
            return r.stages;
        }
        return find(new Formula[] {f});
    }

    /** Empty where there are too many formulas for one launch. */
    List<Stage> find(Formula[] formulas) {
        int slot = slot(Comparison.hash(formulas));
        Recent r = recent[slot];
        if (r == null || !Comparison.same(r.formulas, formulas)) {
            r = new Recent(formulas.clone(), Cutting.of(new Program(formulas)));
            recent[slot] = r;
        }
        return r.stages;
    }

    private static int slot(int hash) {
        return (int) (hash * 0x9E3779B97F4A7C15L >>> 52);
    }
}
