package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Choice<Integer> FRUIT = new Choice<Integer>("fruit").with("apple", 1).with("pear", 2).with("blood-orange", 3);

    @Test
    void findsByNameWhateverTheCase() {
        assertEquals(1, FRUIT.named("Apple"));
        assertEquals(3, FRUIT.named("BLOOD_ORANGE"));
        assertEquals(List.of("apple", "pear", "blood-orange"), FRUIT.names());
    }

    @Test
    void guessesTheNearest() {
        var e = assertThrows(IllegalArgumentException.class, () -> FRUIT.named("paer"));
        assertEquals("fruit: unknown name 'paer'; did you mean 'pear'?; choose one of apple, pear, blood-orange", e.getMessage());
    }

    @Test
    void guessesNothingWhereNothingIsNear() {
        var e = assertThrows(IllegalArgumentException.class, () -> FRUIT.named("xyzzyx"));
        assertEquals("fruit: unknown name 'xyzzyx'; choose one of apple, pear, blood-orange", e.getMessage());
    }
}
