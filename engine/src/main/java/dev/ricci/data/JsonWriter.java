package dev.ricci.data;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one value as JSON text. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean indented;
    private int depth;
    private final List<String> place = new ArrayList<>(List.of("$"));

    JsonWriter(boolean indented) {
        this.indented = indented;
    }

    String text(Object value) {
        write(value);
        return out.toString();
    }

    private void write(Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b);
            case CharSequence s -> quote(s, out);
            case Enum<?> e -> quote(e.name(), out);
            case Number n -> number(n);
            case Map<?, ?> m -> object(m);
            case Iterable<?> i -> array(i);
            case Record r -> object(components(r));
            default -> {
                if (!value.getClass().isArray()) {
                    throw wrong("is a " + value.getClass().getName() + ", which JSON has no form for");
                }
                array(boxed(value));
            }
        }
    }

    private void number(Number n) {
        if (!Double.isFinite(n.doubleValue()) && (n instanceof Double || n instanceof Float)) {
            throw wrong("is " + n + ", which JSON has no form for; put null in its place");
        }
        out.append(n);
    }

    private void object(Map<?, ?> members) {
        enter();
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> e : members.entrySet()) {
            if (!(e.getKey() instanceof CharSequence key)) {
                throw wrong("has the key " + e.getKey() + "; keys are text");
            }
            out.append(first ? "" : ",");
            first = false;
            line();
            quote(key, out);
            out.append(indented ? ": " : ":");
            place.add("." + key);
            write(e.getValue());
            place.removeLast();
        }
        leave(first, '}');
    }

    private void array(Iterable<?> values) {
        List<Object> items = new ArrayList<>();
        values.forEach(items::add);
        boolean flat = Json.arePlain(items);
        enter();
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : flat && indented ? ", " : ",");
            if (!flat) {
                line();
            }
            place.add("[" + i + "]");
            write(items.get(i));
            place.removeLast();
        }
        leave(flat, ']');
    }

    private void enter() {
        depth++;
        if (depth > Json.DEPTH) {
            throw wrong("is deeper than " + Json.DEPTH + " levels, or holds itself");
        }
    }

    private void leave(boolean sameLine, char close) {
        depth--;
        if (!sameLine) {
            line();
        }
        out.append(close);
    }

    private void line() {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private static List<Object> boxed(Object array) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            items.add(Array.get(array, i));
        }
        return items;
    }

    private static Map<String, Object> components(Record r) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent c : r.getClass().getRecordComponents()) {
            try {
                c.getAccessor().setAccessible(true);
                members.put(c.getName(), c.getAccessor().invoke(r));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("json: " + r.getClass().getName() + "." + c.getName() + " cannot be read", e);
            }
        }
        return members;
    }

    static String quoted(String s) {
        StringBuilder b = new StringBuilder();
        quote(s, b);
        return b.toString();
    }

    private static void quote(CharSequence s, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // '<' could end a script element, U+2028 and U+2029 a line of JavaScript, a lone surrogate is no UTF-8
                    if (c < ' ' || c == '<' || c == '\u007f' || c == '\u2028' || c == '\u2029' || lone(s, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean lone(CharSequence s, int i) {
        char c = s.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == s.length() || !Character.isLowSurrogate(s.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(s.charAt(i - 1)));
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("json: " + String.join("", place) + " " + what);
    }
}
