package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What touches vectors is written once for float64; the text for float32 is the same with the names of its types. */
class TwinsTest {
    @ParameterizedTest
    @ValueSource(strings = {"Packing", "Elimination", "Reflections", "Rotations"})
    void theClassForFloat32IsThatForFloat64(String name) throws IOException {
        Path folder = Repository.root().resolve("engine/src/main/java/dev/ricci/cpu/small");
        String wanted = Files.readString(folder.resolve("Double" + name + ".java"))
                .replace("LongVector", "IntVector").replace("VectorSpecies<Long>", "VectorSpecies<Integer>")
                .replace("long[] zip", "int[] zip").replace("long[] lanes = new long", "int[] lanes = new int")
                .replace("Double", "Float").replace("double", "float").replace("FLOAT64", "FLOAT32")
                .replace("of float64;", "of float-;").replace("of float32 ", "of float64 ").replace("of float-;", "of float32;");
        assertEquals(wanted, Files.readString(folder.resolve("Float" + name + ".java")));
    }
}
