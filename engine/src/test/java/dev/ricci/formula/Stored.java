package dev.ricci.formula;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One stored value of a special function with 20 digits; how the values were made stands at the head of their file. */
public record Stored(double a, double b, double c, BigDecimal value) {
    /** All of one function. */
    public static List<Stored> of(ScalarOp op) {
        try (InputStream in = Stored.class.getResourceAsStream("special-functions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().map(l -> l.split(" ")).filter(p -> p[0].equals(op.name())).map(p -> row(op, p)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stored row(ScalarOp op, String[] p) {
        double[] x = new double[3];
        for (int i = 0; i < op.arity(); i++) {
            x[i] = Double.parseDouble(p[i + 1]);
        }
        return new Stored(x[0], x[1], x[2], new BigDecimal(p[op.arity() + 1]));
    }
}
