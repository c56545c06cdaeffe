package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.tensor.Products;
import dev.ricci.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What NumPy 2.4.6 says to 350 random equations, a quarter of them wrong, in {@code einsum.txt}: the equation, the shapes, the shape of the
 * result or {@code error}, and a number.
 *
 * <p>Operand k is {@code np.sin(1 + (k + 1) * np.arange(size)).reshape(shape)}; the number is the sum of the elements of
 * {@code np.einsum(equation, *operands)}, the one at i times {@code np.cos(i)}.
 */
class EinsumOfNumpyTest {
    private static int[] shape(String text) {
        return text.equals("-") ? new int[0] : Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static Tensor operand(int k, int... shape) {
        double[] v = new double[Grid.size(shape)];
        Arrays.setAll(v, i -> Math.sin(1 + (k + 1.0) * i));
        return Tensor.of(v, shape);
    }

    @Test
    void theSameResultsAndTheSameRefusals() throws IOException {
        int refused = 0;
        for (String line : lines()) {
            String[] parts = line.split(";", -1);
            String[] shapes = parts[1].split(" ");
            Tensor[] in = new Tensor[shapes.length];
            Arrays.setAll(in, k -> operand(k, shape(shapes[k])));
            if (parts[2].equals("error")) {
                String message = assertThrows(IllegalArgumentException.class, () -> Products.einsum(parts[0], in), line).getMessage();
                assertEquals("einsum: '" + parts[0] + "' ", message.substring(0, parts[0].length() + 11), line);
                refused++;
                continue;
            }
            Tensor y = Products.einsum(parts[0], in);
            assertArrayEquals(shape(parts[2]), y.shape(), line);
            double[] v = y.toDoubles();
            double sum = 0;
            for (int i = 0; i < v.length; i++) {
                sum += v[i] * Math.cos(i);
            }
            assertEquals(Double.parseDouble(parts[3]), sum, 1e-11 * (1 + Math.abs(sum)), line);
        }
        assertNotEquals(0, refused);
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                EinsumOfNumpyTest.class.getResourceAsStream("einsum.txt"), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
