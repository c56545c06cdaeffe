package dev.ricci.demos.output;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** JSON text of maps, collections, arrays, strings, numbers, booleans and null. */
public final class Json {
    private Json() {}

    /** Text for a file: maps over several lines, lists of plain values on one. */
    public static String pretty(Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value, "\n");
        return text.append('\n').toString();
    }

    /**
     * Text without line ends that may also stand inside a script element: {@code <} is escaped, so no text in it can end the element.
     */
    public static String compact(Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value, null);
        return text.toString();
    }

    /** @param newline a line end and the indentation so far; null to write all on one line */
    private static void write(StringBuilder text, Object value, String newline) {
        switch (value) {
            case null -> text.append("null");
            case Boolean b -> text.append(b);
            case Number n -> number(text, n);
            case Map<?, ?> m -> map(text, m, newline);
            case Collection<?> c -> list(text, c.iterator(), newline);
            case CharSequence s -> string(text, s);
            default -> {
                if (!value.getClass().isArray()) {
                    throw new AssertionError("json: a value of " + value.getClass());
                }
                list(text, elements(value), newline);
            }
        }
    }

    /** JSON has no infinity and no NaN: they become null. */
    private static void number(StringBuilder text, Number n) {
        boolean finite = !(n instanceof Double || n instanceof Float) || Double.isFinite(n.doubleValue());
        text.append(finite ? n.toString() : "null");
    }

    private static void map(StringBuilder text, Map<?, ?> map, String newline) {
        String inner = newline == null ? "" : newline + "  ";
        String comma = "";
        text.append('{');
        for (Map.Entry<?, ?> e : map.entrySet()) {
            text.append(comma).append(inner);
            string(text, e.getKey().toString());
            text.append(newline == null ? ":" : ": ");
            write(text, e.getValue(), newline == null ? null : inner);
            comma = ",";
        }
        text.append(newline == null || map.isEmpty() ? "" : newline).append('}');
    }

    private static void list(StringBuilder text, Iterator<?> values, String newline) {
        boolean first = true;
        boolean lines = false;
        text.append('[');
        while (values.hasNext()) {
            Object value = values.next();
            lines = newline != null && value instanceof Map;
            text.append(first ? "" : newline == null || lines ? "," : ", ");
            text.append(lines ? newline + "  " : "");
            write(text, value, newline == null || !lines ? null : newline + "  ");
            first = false;
        }
        text.append(lines ? newline : "").append(']');
    }

    private static Iterator<Object> elements(Object array) {
        int length = Array.getLength(array);
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < length;
            }

            @Override
            public Object next() {
                return Array.get(array, next++);
            }
        };
    }

    private static void string(StringBuilder text, CharSequence s) {
        text.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
