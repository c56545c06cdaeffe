package dev.ricci.demos.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void compactIsOneLineThatCannotEndAScript() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", "a \"b\"\\\n</script>");
        value.put("list", new double[] {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY});
        value.put("deep", List.of(Map.of("x", 1), new int[0], true));
        value.put("none", null);
        assertEquals("{\"name\":\"a \\\"b\\\"\\\\\\n\\u003c/script>\",\"list\":[1.0,0.5,null,null],\"deep\":[{\"x\":1},[],true],\"none\":null}",
                Json.compact(value));
    }

    @Test
    void prettyHasOneLineForEachEntry() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("seed", 7L);
        value.put("epochs", List.of(Map.of("loss", 0.5), Map.of("loss", 0.25)));
        value.put("ratios", new double[] {0.75, 0.25});
        assertEquals("""
                {
                  "seed": 7,
                  "epochs": [
                    {
                      "loss": 0.5
                    },
                    {
                      "loss": 0.25
                    }
                  ],
                  "ratios": [0.75, 0.25]
                }
                """, Json.pretty(value));
    }

    @Test
    void controlCharactersAreEscaped() {
        assertEquals("\"\\u0001\\u2028\\t\"", Json.compact("\u0001\u2028\t"));
    }

    @Test
    void otherValuesAreOurFault() {
        assertThrows(AssertionError.class, () -> Json.compact(new Object()));
    }
}
