package dev.ricci.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows of text or numbers as CSV. */
final class CsvWriter {
    private final Csv format;
    private final Writer out;

    CsvWriter(Csv format, OutputStream out) {
        this.format = format;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }

    void write(List<? extends List<String>> rows) throws IOException {
        for (List<String> row : rows) {
            line(row);
        }
        out.flush();
    }

    void write(List<String> header, Values matrix) throws IOException {
        if (!header.isEmpty()) {
            line(header);
        }
        ElementType type = ElementType.of(matrix.dtype());
        int columns = matrix.shape()[1];
        for (long r = 0; r < matrix.shape()[0]; r++) {
            for (int c = 0; c < columns; c++) {
                out.write(c == 0 ? "" : String.valueOf(format.separator()));
                out.write(number(type, matrix.data(), r * columns + c));
            }
            out.write('\n');
        }
        out.flush();
    }

    /** The shortest text that reads back as the same number of its type. */
    private static String number(ElementType type, MemorySegment data, long i) {
        return switch (type.dtype()) {
            case BOOL -> Integer.toString((int) type.value(data, i));
            case INT32, INT64 -> Long.toString(type.integer(data, i));
            case FLOAT16, BFLOAT16, FLOAT32 -> Float.toString((float) type.value(data, i));
            case FLOAT64 -> Double.toString(type.value(data, i));
        };
    }

    private void line(List<String> row) throws IOException {
        for (int c = 0; c < row.size(); c++) {
            out.write(c == 0 ? "" : String.valueOf(format.separator()));
            out.write(field(row.get(c), row.size() == 1));
        }
        out.write('\n');
    }

    private String field(String s, boolean alone) {
        boolean plain = s.indexOf('"') < 0 && s.indexOf('\n') < 0 && s.indexOf('\r') < 0 && s.indexOf(format.separator()) < 0;
        boolean visible = !(alone && s.isEmpty()) && !s.startsWith("\ufeff");
        return plain && visible ? s : '"' + s.replace("\"", "\"\"") + '"';
    }
}
