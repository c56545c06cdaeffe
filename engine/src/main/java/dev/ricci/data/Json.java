package dev.ricci.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes JSON (RFC 8259), strictly: one value a text, no comments, no doubled keys, 256 levels at most.
 *
 * <p>An object is a {@code Map<String, Object>} in the order of the text, an array a {@code List<Object>}, a whole number that fits a
 * {@code Long}, any other number a {@code Double}; text, {@code Boolean} and null are themselves.
 */
public final class Json {
    /** How deep arrays and objects may stand in each other. */
    public static final int DEPTH = 256;

    private Json() {}

    /** Reads one value from text. @throws BadFile naming line and column */
    public static Object parse(String text) throws BadFile {
        return parse("text", text);
    }

    static Object parse(Object name, String text) throws BadFile {
        return new JsonParser(name, text).document();
    }

    /** Reads a UTF-8 file. */
    public static Object read(Path file) throws IOException {
        Source.size("json", file);
        return parse(file, utf8("json", file, Files.readAllBytes(file)));
    }

    static String utf8(String format, Object name, byte[] bytes) throws BadFile {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadFile(format, name, "is not UTF-8 text", e);
        }
    }

    /**
     * One line of text: of maps with text keys, iterables, arrays of numbers or objects, records (their components by name), numbers,
     * text, enum constants (their names), booleans and null. Safe inside an HTML script element.
     *
     * @throws IllegalArgumentException for a number that is not finite, an object of another class, or more than {@value #DEPTH}
     *     levels, naming the place
     */
    public static String write(Object value) {
        return new JsonWriter(false).text(value);
    }

    /** As {@link #write(Object)} over several lines, indented by two; lists of plain values stay on one line. */
    public static String pretty(Object value) {
        return new JsonWriter(true).text(value) + "\n";
    }

    /** Writes a file, indented, UTF-8: all of it or nothing. */
    public static void write(Path file, Object value) throws IOException {
        byte[] bytes = pretty(value).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    static boolean isPlain(Object value) {
        return switch (value) {
            case null -> true;
            case Number _, CharSequence _, Boolean _, Enum<?> _ -> true;
            default -> false;
        };
    }

    static boolean arePlain(List<?> values) {
        return values.stream().allMatch(Json::isPlain);
    }
}
