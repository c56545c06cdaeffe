package dev.ricci.data;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes tables of text, RFC 4180: fields in quotes may hold separators, line ends and doubled quotes; lines end in LF or CRLF.
 *
 * <pre>{@code
 * CsvTable iris = Csv.comma().read(Path.of("iris.csv"));
 * Tensor x = iris.matrix(DType.FLOAT32, "sepal length", "sepal width");
 * }</pre>
 *
 * @param separator the character between fields
 * @param header whether the first line names the columns
 * @param missing texts that stand for a missing number, read as NaN; with none, a missing number is an error
 */
public record Csv(char separator, boolean header, List<String> missing) {
    private static final long MOST = Integer.MAX_VALUE - 64;

    /** @throws IllegalArgumentException for a quote or a line end as separator */
    public Csv {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("csv: a quote or a line end cannot separate fields; use a comma, semicolon or tab");
        }
        missing = List.copyOf(missing);
    }

    /** Commas between fields, a header, no number missing. */
    public static Csv comma() {
        return new Csv(',', true, List.of());
    }

    public Csv separator(char separator) {
        return new Csv(separator, header, missing);
    }

    /** With column names in the first line or without; then columns are named "1", "2", ... */
    public Csv header(boolean header) {
        return new Csv(separator, header, missing);
    }

    /** Reads empty fields, and those that say one of these words, as NaN where numbers are wanted. */
    public Csv missingAsNaN(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = "";
        return new Csv(separator, header, List.of(all));
    }

    /** Reads a UTF-8 file. @throws BadFile naming file, line and column for quotes astray, ragged lines, an empty file */
    public CsvTable read(Path file) throws IOException {
        long size = Source.size("csv", file);
        if (size > MOST) {
            throw new BadFile("csv", file, "has " + size + " bytes; up to " + MOST + " can be read at once: split it");
        }
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            return read(file, in);
        } catch (CharacterCodingException e) {
            throw new BadFile("csv", file, "is not UTF-8 text", e);
        }
    }

    /** Reads text from memory. */
    public CsvTable parse(String text) throws BadFile {
        try {
            return read("text", new StringReader(text));
        } catch (BadFile e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CsvTable read(Object name, Reader in) throws IOException {
        return new CsvParser(this, name, new BufferedReader(in, 1 << 16)).table();
    }

    /**
     * Writes a matrix: all of the file or nothing. The numbers read back are the same, NaN and infinities included.
     *
     * @param columns the names in the first line; none for a file without header
     */
    public void write(Path file, List<String> columns, Tensor matrix) throws IOException {
        Check.rank("csv", matrix.shape(), 2, 2);
        if (header && columns.size() != matrix.size(1)) {
            throw new IllegalArgumentException("csv: " + columns.size() + " column names for a matrix of shape "
                    + Arrays.toString(matrix.shape()));
        }
        Values v = Values.of(matrix);
        AtomicFile.write(file, out -> new CsvWriter(this, out).write(header ? columns : List.of(), v));
    }

    /** Writes rows of text, quoted where they must be: all of the file or nothing. */
    public void write(Path file, List<? extends List<String>> rows) throws IOException {
        AtomicFile.write(file, out -> new CsvWriter(this, out).write(rows));
    }
}
