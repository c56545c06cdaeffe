package dev.ricci.tensor;

import java.util.function.Supplier;

/** Whether operations of this thread write down where their results come from. On unless switched off. */
public final class History {
    private static final ThreadLocal<Boolean> OFF = new ThreadLocal<>();

    private History() {}

    public static boolean isOn() {
        return OFF.get() == null;
    }

    /** Runs work without history: for evaluation, and wherever no gradient is wanted. */
    public static <T> T off(Supplier<T> work) {
        if (!isOn()) {
            return work.get();
        }
        OFF.set(true);
        try {
            return work.get();
        } finally {
            OFF.remove();
        }
    }

    /** Runs work with history, also inside {@link #off}: for what takes gradients of its own on the way. */
    public static <T> T on(Supplier<T> work) {
        if (isOn()) {
            return work.get();
        }
        OFF.remove();
        try {
            return work.get();
        } finally {
            OFF.set(true);
        }
    }
}
