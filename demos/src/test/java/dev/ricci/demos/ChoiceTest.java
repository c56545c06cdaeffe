package dev.ricci.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void guessesTheNearestWord() {
        assertEquals("unknown 'adm', known are sgd, adam; did you mean adam?", Choice.unknown("adm", List.of("sgd", "adam")));
        assertEquals("unknown 'zebra', known are sgd, adam", Choice.unknown("zebra", List.of("sgd", "adam")));
    }

    @Test
    void distanceCountsTheChanges() {
        assertEquals(3, Choice.distance("kitten", "sitting"));
        assertEquals(0, Choice.distance("", ""));
        assertEquals(4, Choice.distance("", "adam"));
    }
}
