package dev.ricci.tensor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import dev.ricci.formula.ScalarOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One element-wise operation of a {@link Fusion}'s work: what its first run showed, and what it is joined to in later ones. */
final class Link {
    /** Compiled loops grow with their formula; what is larger gains nothing from one pass more or less. */
    private static final int MOST_PARTS = 40;

    private static final int MOST_INPUTS = 12;
    /** What costs no more additions than this is rather computed in two places than written to memory and read twice. */
    private static final int SMALL = 4;

    /** Functions that take about as long as an addition; any other counts as many. */
    private static final Set<ScalarOp> CHEAP = EnumSet.of(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.MIN, ScalarOp.MAX,
            ScalarOp.LESS, ScalarOp.LESS_EQUAL, ScalarOp.EQUAL, ScalarOp.SELECT, ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SIGN);

    /** Sums whose terms are this short have vector loops on every device, and so one order of summation. */
    private static final int MOST_PARTS_OF_SUM = 12;

    /** Where a formula is computed. */
    record Place(DType dtype, Layout layout, boolean summed) {}

    private final Pointwise operation;
    private final Place at;
    private final List<Link> made = new ArrayList<>();
    private boolean givenEvenly = true;
    private boolean even;
    private boolean wantedElsewhere;
    private int uses;
    private int sums;
    private boolean putOff;
    private Joining joining;

    /** What the operation became when it was joined to these, for inputs that repeat in this pattern. */
    private record Joining(Pointwise[] sources, int[] pattern, Pointwise whole, boolean small) {}

    Link(Pointwise operation, Place at) {
        this.operation = operation;
        this.at = at;
    }

    Place place() {
        return at;
    }

    boolean isPutOff() {
        return putOff;
    }

    boolean isOf(Pointwise other, Place there) {
        return operation == other && at.dtype == there.dtype && at.summed == there.summed && at.layout.sameShape(there.layout);
    }

    /** Something reads the numbers themselves. */
    void wantElsewhere() {
        wantedElsewhere = true;
        putOff = false;
    }

    /** Notes in the first run where the inputs come from, and tells them that their formulas would do. */
    void watch(Fusion fusion, DType computing, Tensor... in) {
        for (int i = 0; i < in.length; i++) {
            Deferred d = in[i].deferred();
            if (d == null) {
                givenEvenly &= in[i].dtype() == computing && in[i].layout().sameShape(at.layout) && in[i].layout().isDense();
            } else if (made.contains(d.link())) {
                continue;
            } else if (d.isOf(fusion) && d.canJoin(at.layout, computing)) {
                made.add(d.link());
                d.link().uses++;
                d.link().sums += at.summed ? 1 : 0;
            } else {
                d.link().wantElsewhere();
                givenEvenly &= d.link().at.dtype == computing && d.link().at.layout.sameShape(at.layout);
            }
        }
    }

    /**
     * Whether it is put off in later runs; links are asked in the order in which they were met. The terms of a sum are added in an order
     * that depends on the layouts and types of what is read: only where they are all alike does it not matter what that is.
     */
    void decide() {
        even = givenEvenly && made.stream().allMatch(l -> l.putOff ? l.even : l.at.dtype != DType.BOOL);
        putOff = !wantedElsewhere && uses > 0 && (uses == 1 || isSmall(operation.formula())) && (sums == 0 || even);
    }

    /** The operation over the inputs, with the formulas of those that were put off in it. */
    Deferred join(Fusion fusion, DType computing, Tensor... in) {
        Deferred[] from = new Deferred[in.length];
        boolean any = false;
        for (int i = 0; i < in.length; i++) {
            Deferred d = in[i].deferred();
            from[i] = d != null && d.isWaiting() && d.canJoin(at.layout, computing) ? d : null;
            any |= from[i] != null;
        }
        if (!any) {
            return new Deferred(fusion, this, computing, operation, in, putOff);
        }
        List<Tensor> leaves = new ArrayList<>();
        int[] pattern = pattern(in, from, leaves);
        Joining joined = joining(from, pattern);
        if (joined.whole == null || leaves.size() > MOST_INPUTS) {
            return new Deferred(fusion, this, computing, operation, in, putOff);
        }
        putOff &= uses == 1 || joined.small;
        return new Deferred(fusion, this, computing, joined.whole, leaves.toArray(Tensor[]::new), putOff);
    }

    private static boolean isSmall(Formula f) {
        int cost = 0;
        for (Program.Part p : new Program(f).code().parts()) {
            cost += p.op() == null ? 0 : CHEAP.contains(p.op()) ? 1 : SMALL + 1;
        }
        return cost <= SMALL;
    }

    /** For each input its place among the leaves, or the places of those that it is made from. */
    private static int[] pattern(Tensor[] in, Deferred[] from, List<Tensor> leaves) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            for (Tensor t : from[i] == null ? new Tensor[] {in[i]} : from[i].inputs()) {
                int at = leaves.indexOf(t); // by identity: tensors have no equality of their own
                if (at < 0) {
                    at = leaves.size();
                    leaves.add(t);
                }
                places.add(at);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What has no whole would be too large. */
    private Joining joining(Deferred[] from, int[] pattern) {
        Pointwise[] sources = new Pointwise[from.length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = from[i] == null ? null : from[i].operation();
        }
        Joining known = joining;
        if (known == null || !Arrays.equals(known.sources, sources) || !Arrays.equals(known.pattern, pattern)) {
            Formula f = substituted(from, pattern);
            boolean large = new Program(f).code().parts().size() > (at.summed ? MOST_PARTS_OF_SUM : MOST_PARTS);
            known = new Joining(sources, pattern, large ? null : Pointwise.of(f), isSmall(f));
            joining = known;
        }
        return known;
    }

    private Formula substituted(Deferred[] from, int[] pattern) {
        Formula[] by = new Formula[from.length];
        int at = 0;
        for (int i = 0; i < from.length; i++) {
            int first = at;
            if (from[i] == null) {
                by[i] = Formula.input(pattern[at++]);
            } else {
                by[i] = from[i].operation().formula().substitute(x -> Formula.input(pattern[first + ((Formula.Input) x).index()]));
                at += from[i].inputs().length;
            }
        }
        return operation.formula().substitute(x -> by[((Formula.Input) x).index()]);
    }
}
