package dev.ricci.benchmarks.harness;

import java.util.Locale;

/** What a measurement is to reach: a ratio at least, or seconds at most. */
public sealed interface Target {
    /** Whether it is reached. */
    boolean isMetBy(Ratio r);

    /** As it stands in the table. */
    String text();

    /** At least so many times as fast as the other. */
    record AtLeast(double ratio) implements Target {
        @Override
        public boolean isMetBy(Ratio r) {
            return r.median() >= ratio;
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, ">= %.2f", ratio);
        }
    }

    /** At most so many seconds, on any machine. */
    record Within(double seconds) implements Target {
        @Override
        public boolean isMetBy(Ratio r) {
            return r.ours() <= seconds;
        }

        @Override
        public String text() {
            return "<= " + Units.seconds(seconds);
        }
    }

    /** Nothing was asked for; the figure is for information. */
    record None() implements Target {
        @Override
        public boolean isMetBy(Ratio r) {
            return true;
        }

        @Override
        public String text() {
            return "";
        }
    }

    Target NONE = new None();

    static Target atLeast(double ratio) {
        return new AtLeast(ratio);
    }

    static Target within(double seconds) {
        return new Within(seconds);
    }
}
