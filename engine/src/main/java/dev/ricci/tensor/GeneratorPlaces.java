package dev.ricci.tensor;

import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where each generator stood before a piece of work drew from it, so that the work can be done again with the same random numbers.
 *
 * <p>All of it stands on the device: nothing is read, and a recorded step repeats the draws of its own run.
 */
public final class GeneratorPlaces {
    private static final ThreadLocal<GeneratorPlaces> CURRENT = new ThreadLocal<>();

    private final Map<Generator, View> places = new IdentityHashMap<>();
    private GeneratorPlaces around;

    /** Called before every draw. */
    static void note(Generator g) {
        for (GeneratorPlaces d = CURRENT.get(); d != null; d = d.around) {
            d.places.computeIfAbsent(g, _ -> Scope.outside(g::place)); // it outlives the scope of the draw
        }
    }

    /** Does the work and notes from where it draws. */
    public <T> T noting(Supplier<T> work) {
        around = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(around);
            around = null;
        }
    }

    /** Does the work with every noted generator where it stood, and then puts them where they were before. */
    public <T> T again(Supplier<T> work) {
        GeneratorPlaces before = CURRENT.get();
        CURRENT.remove();
        Map<Generator, View> now = new IdentityHashMap<>();
        try {
            places.forEach((g, place) -> {
                now.put(g, g.place());
                g.go(place);
            });
            return work.get();
        } finally {
            now.forEach(Generator::go);
            CURRENT.set(before);
        }
    }
}
