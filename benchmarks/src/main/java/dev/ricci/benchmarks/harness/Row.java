package dev.ricci.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of a table of ratios.
 *
 * @param what the work and its size
 * @param other what ours was compared with; empty where with nothing
 * @param ratio the figures
 * @param target what was to be reached
 * @param floor the seconds that the machine needs at least, by counting; NaN where nothing was counted
 */
public record Row(String what, String other, Ratio ratio, Target target, double floor) implements Line {
    /** Whether the target is met; a row without one misses none. */
    public boolean isMet() {
        return target.isMetBy(ratio);
    }

    /** Against another, with no target and no floor. */
    public static Row of(String what, String other, Ratio ratio) {
        return new Row(what, other, ratio, Target.NONE, Double.NaN);
    }

    public Row target(Target t) {
        return new Row(what, other, ratio, t, floor);
    }

    public Row floor(double seconds) {
        return new Row(what, other, ratio, target, seconds);
    }

    @Override
    public String[] cells(boolean judging) {
        String quartiles = Double.isNaN(ratio.low()) ? "" : Units.number(ratio.low()) + " - " + Units.number(ratio.high());
        String verdict = !judging || target == Target.NONE ? "" : isMet() ? "met" : "missed";
        return new String[] {
            what, Units.seconds(ratio.ours()), Units.seconds(ratio.other()), other, Units.number(ratio.median()), quartiles,
            Units.number(ratio.best()), target.text(), verdict, Units.seconds(floor), Units.number(floor / ratio.ours())
        };
    }

    @Override
    public Map<String, Object> json(boolean judging) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("what", what);
        m.put("other", other);
        m.put("oursSeconds", finite(ratio.ours()));
        m.put("otherSeconds", finite(ratio.other()));
        m.put("ratio", finite(ratio.median()));
        m.put("lowerQuartile", finite(ratio.low()));
        m.put("upperQuartile", finite(ratio.high()));
        m.put("best", finite(ratio.best()));
        m.put("rounds", ratio.rounds());
        m.put("target", target == Target.NONE ? null : target.text());
        m.put("met", !judging || target == Target.NONE ? null : (Object) isMet());
        m.put("floorSeconds", finite(floor));
        return m;
    }

    /** Null for what is no number. */
    static Double finite(double d) {
        return Double.isFinite(d) ? d : null;
    }
}
