package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Network MLP = Network.of(7, 3).withHidden(5, 4).withActivation("tanh").withDropout(0.25).withType(DType.FLOAT64);

    @Test
    void buildsWhatItDescribes() {
        Sequential net = MLP.build(1);
        assertEquals("linear 7 to 5, tanh, dropout 0.25, linear 5 to 4, tanh, dropout 0.25, linear 4 to 3", net.describe());
        assertEquals(7 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3, MLP.parameterCount());
        assertEquals(MLP.parameterCount(), net.parameterCount());
        assertArrayEquals(new int[] {2, 3}, net.forward(Tensor.zeros(DType.FLOAT64, 2, 7), Mode.TRAINING).shape());
        assertEquals(List.of("0.weight", "0.bias"), List.copyOf(Network.of(4, 2).build(1).parameters().keySet()));
    }

    @Test
    void theSeedDecides() {
        double[] a = MLP.build(1).parameters().get("3.weight").value().toDoubles();
        assertArrayEquals(a, MLP.build(1).parameters().get("3.weight").value().toDoubles());
        assertFalse(java.util.Arrays.equals(a, MLP.build(2).parameters().get("3.weight").value().toDoubles()));
    }

    @Test
    void descriptionsCanBeReadBack() {
        assertEquals("7-5-4-3 tanh dropout 0.25 auto float64", MLP.describe());
        assertEquals(MLP, Network.parse(MLP.describe()));
        assertEquals(Network.of(784, 10), Network.parse(Network.of(784, 10).describe()));
        for (String bad : List.of("", "7", "7-x relu dropout 0 auto float32", "7-3 relu dropout 0 auto float16",
                "7-3 relu dropout a auto float32", "7-0 relu dropout 0 auto float32", "7-3 nope dropout 0 auto float32")) {
            assertThrows(IllegalArgumentException.class, () -> Network.parse(bad), bad);
        }
    }

    @Test
    void theTableNamesEveryLayer() {
        String table = Network.of(784, 10).withHidden(512, 256).toString();
        assertEquals(8, table.lines().count(), table);
        assertTrue(table.contains("401,920") && table.contains("535,818 float32"), table);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Network.of(0, 3));
        assertThrows(IllegalArgumentException.class, () -> MLP.withHidden(3, -1));
        assertThrows(IllegalArgumentException.class, () -> MLP.withDropout(1));
        assertThrows(IllegalArgumentException.class, () -> MLP.withType(DType.INT32));
        assertThrows(IllegalArgumentException.class, () -> MLP.withInitializer("xavier"));
    }
}
