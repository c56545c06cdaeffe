package dev.ricci.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Formulas made from formulas by exchanging parts; shared parts are visited once. */
final class Rewriting {
    private Rewriting() {}

    static Formula substitute(Formula f, UnaryOperator<Formula> by) {
        Map<Formula, Formula> done = new HashMap<>();
        return rebuild(f, done, g -> g instanceof Formula.Input ? by.apply(g) : null);
    }

    static Formula replace(Formula f, Formula part, Formula by) {
        return rebuild(f, new HashMap<>(), g -> g.equals(part) ? by : null);
    }

    static List<Integer> inputs(Formula f) {
        TreeSet<Integer> found = new TreeSet<>();
        rebuild(f, new HashMap<>(), g -> {
            if (g instanceof Formula.Input x) {
                found.add(x.index());
            }
            return null;
        });
        return new ArrayList<>(found);
    }

    /** Walks f; where instead gives a formula it stands for the part, elsewhere the part is built again from its arguments. */
    private static Formula rebuild(Formula f, Map<Formula, Formula> done, UnaryOperator<Formula> instead) {
        Formula known = done.get(f);
        if (known != null) {
            return known;
        }
        Formula made = instead.apply(f);
        if (made == null) {
            made = f instanceof Apply g ? again(g, done, instead) : f;
        }
        done.put(f, made);
        return made;
    }

    private static Formula again(Apply f, Map<Formula, Formula> done, UnaryOperator<Formula> instead) {
        Formula[] arguments = new Formula[f.op().arity()];
        boolean changed = false;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = rebuild(f.argument(i), done, instead);
            changed |= arguments[i] != f.argument(i);
        }
        return changed ? Apply.of(f.op(), arguments) : f;
    }
}
