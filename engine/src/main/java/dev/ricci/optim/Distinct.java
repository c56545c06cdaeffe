package dev.ricci.optim;

import dev.ricci.tensor.Parameter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Parameters without those that occur again under another name, as where layers share weights. */
final class Distinct {
    private Distinct() {}

    static Map<String, Parameter> of(Map<String, Parameter> all) {
        Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Parameter> distinct = new LinkedHashMap<>();
        all.forEach((name, p) -> {
            if (seen.add(p)) {
                distinct.put(name, p);
            }
        });
        return Collections.unmodifiableMap(distinct);
    }
}
