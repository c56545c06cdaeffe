package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two types together give what the table in docs/TYPES.md says, as types and as tensors. */
@EnabledIf("isThere")
class PromotionTest {
    private static final Path PAGE = Path.of("../docs/TYPES.md");

    static boolean isThere() {
        return Files.exists(PAGE);
    }

    private static DType named(String cell) {
        return DType.valueOf(cell.replace("*", "").trim().toUpperCase(Locale.ROOT));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }

    /** First type, second type, type of both. */
    static Stream<Arguments> table() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int head = 0;
        while (!lines.get(head).startsWith("| | bool |")) {
            head++;
        }
        List<DType> columns = cells(lines.get(head)).stream().map(PromotionTest::named).toList();
        List<Arguments> all = new ArrayList<>();
        for (int r = head + 2; r < head + 2 + columns.size(); r++) {
            List<String> row = cells(lines.get(r));
            for (int c = 0; c < columns.size(); c++) {
                all.add(Arguments.of(named(row.getFirst()), columns.get(c), named(row.get(c + 1))));
            }
        }
        return all.stream();
    }

    @Test
    void theTableHasEveryPair() throws IOException {
        int n = DType.values().length;
        assertEquals(7, n);
        assertEquals(n * n, table().map(a -> a.get()[0] + " " + a.get()[1]).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("table")
    void asTheTableSays(DType a, DType b, DType both) {
        assertEquals(both, a.promote(b));
        Tensor x = Tensor.full(a, 1, 3);
        Tensor y = Tensor.full(b, 1, 3);
        assertEquals(both, x.maximum(y).dtype());
        assertEquals(both == DType.BOOL ? DType.INT32 : both, x.add(y).dtype());
        assertEquals(both.isFloat() ? both : DType.FLOAT32, x.div(y).dtype());
        double sum = both == DType.BOOL ? 2 : x.add(y).toDoubles()[2];
        assertEquals(2, sum);
    }

    /** The join of three types does not depend on which two come first. */
    @Test
    void anyOrderGivesTheSame() {
        for (DType a : DType.values()) {
            for (DType b : DType.values()) {
                for (DType c : DType.values()) {
                    assertEquals(a.promote(b).promote(c), a.promote(b.promote(c)), a + " " + b + " " + c);
                }
            }
        }
    }

    @Test
    void aNumberTakesTheTypeOfTheTensor() {
        for (DType t : DType.values()) {
            Tensor x = Tensor.full(t, 1, 2);
            assertEquals(t == DType.BOOL ? DType.INT32 : t, x.add(1).dtype(), "1 beside " + t);
            assertEquals(t.isFloat() ? t : DType.FLOAT32, x.add(1.5).dtype(), "1.5 beside " + t);
            assertEquals(t.isFloat() ? t : DType.FLOAT32, x.sqrt().dtype(), "the root of " + t);
            assertEquals(DType.BOOL, x.less(1.5).dtype());
        }
        assertEquals(DType.FLOAT32, Tensor.full(DType.INT32, 1, 2).add(3e9).dtype());
        assertEquals(DType.INT64, Tensor.full(DType.INT64, 1, 2).add(3e9).dtype());
        assertEquals(DType.FLOAT32, Tensor.full(DType.INT64, 1, 2).add(1e19).dtype());
        Tensor half = Tensor.full(DType.FLOAT16, 2, 2);
        assertEquals(DType.FLOAT16, half.mul(Tensor.full(DType.INT64, 3, 2)).add(0.5).dtype());
    }
}
