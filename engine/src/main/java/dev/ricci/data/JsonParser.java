package dev.ricci.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text by recursive descent. */
final class JsonParser {
    private final Object name;
    private final String text;
    private int at;
    private int depth;

    JsonParser(Object name, String text) {
        this.name = name;
        this.text = text;
    }

    Object document() throws BadFile {
        Object value = value();
        space();
        if (at < text.length()) {
            throw wrong("nothing more after the value");
        }
        return value;
    }

    private Object value() throws BadFile {
        space();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() throws BadFile {
        deeper();
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        space();
        if (!take('}')) {
            do {
                space();
                int start = at;
                if (peek() != '"') {
                    throw wrong("a key in quotes");
                }
                String key = string();
                if (members.containsKey(key)) {
                    at = start;
                    throw problem("the key " + JsonWriter.quoted(key) + " stands twice in one object");
                }
                space();
                expect(':');
                members.put(key, value());
                space();
            } while (take(','));
            expect('}');
        }
        depth--;
        return members;
    }

    private List<Object> array() throws BadFile {
        deeper();
        List<Object> items = new ArrayList<>();
        at++;
        space();
        if (!take(']')) {
            do {
                items.add(value());
                space();
            } while (take(','));
            expect(']');
        }
        depth--;
        return items;
    }

    private void deeper() throws BadFile {
        if (++depth > Json.DEPTH) {
            throw problem("more than " + Json.DEPTH + " arrays and objects within each other");
        }
    }

    private String string() throws BadFile {
        at++;
        StringBuilder s = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw wrong("the closing quote");
            }
            char c = text.charAt(at);
            if (c < ' ') {
                throw problem(String.format("the control character \\u%04x in text; write it as an escape", (int) c));
            }
            at++;
            if (c == '"') {
                return s.toString();
            }
            s.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws BadFile {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw wrong("an escape, one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
            }
        };
    }

    private char unicode() throws BadFile {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private Object word(String word, Object value) throws BadFile {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private Object number() throws BadFile {
        int start = at;
        take('-');
        if (!take('0') && !digits()) {
            at = start;
            throw wrong("a value");
        }
        boolean whole = true;
        if (take('.')) {
            whole = false;
            if (!digits()) {
                throw wrong("a digit");
            }
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) {
                take('-');
            }
            if (!digits()) {
                throw wrong("a digit");
            }
        }
        return parsed(text.substring(start, at), whole, start);
    }

    private Object parsed(String number, boolean whole, int start) throws BadFile {
        boolean minusZero = number.equals("-0");
        if (whole && !minusZero && number.length() <= 20) {
            try {
                return Long.valueOf(number);
            } catch (NumberFormatException e) {
                // 19 or 20 digits that do not fit: the nearest double stands for it
            }
        }
        double d = Double.parseDouble(number);
        if (Double.isInfinite(d)) {
            at = start;
            throw problem("the number " + (number.length() > 30 ? number.substring(0, 30) + "..." : number) + " is beyond float64");
        }
        return d;
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > start;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws BadFile {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private BadFile wrong(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the text";
        return problem("expected " + expected + ", found " + found);
    }

    private BadFile problem(String what) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new BadFile("json", name, "line " + line + ", column " + (at - start + 1) + ": " + what);
    }
}
