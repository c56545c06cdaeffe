package dev.ricci.data;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the dictionary of an NPY header, a Python literal such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)}}. */
final class NpyHeaderText {
    private final Object name;
    private final String text;
    private int at;
    private String descr;
    private Boolean fortran;
    private long[] shape;

    NpyHeaderText(Object name, String text) {
        this.name = name;
        this.text = text;
    }

    NpyHeader parse() throws BadFile {
        expect('{');
        while (!take('}')) {
            String key = string();
            expect(':');
            switch (key) {
                case "descr" -> descr = descr();
                case "fortran_order" -> fortran = truth();
                case "shape" -> shape = tuple();
                default -> throw wrong("descr, fortran_order or shape in place of " + key);
            }
            if (!take(',')) {
                expect('}');
                break;
            }
        }
        space();
        if (at < text.length() || descr == null || fortran == null || shape == null) {
            throw wrong("one dictionary with descr, fortran_order and shape");
        }
        return new NpyHeader(type(), swapped(), fortran, shape);
    }

    private ElementType type() throws BadFile {
        return switch (descr.isEmpty() ? "" : descr.substring(1)) {
            case "b1" -> ElementType.BOOL;
            case "u1" -> ElementType.UINT8;
            case "i1" -> ElementType.INT8;
            case "u2" -> ElementType.UINT16;
            case "i2" -> ElementType.INT16;
            case "u4" -> ElementType.UINT32;
            case "i4" -> ElementType.INT32;
            case "i8" -> ElementType.INT64;
            case "u8" -> ElementType.UINT64;
            case "f2" -> ElementType.FLOAT16;
            case "f4" -> ElementType.FLOAT32;
            case "f8" -> ElementType.FLOAT64;
            default -> throw new BadFile("npy", name, "has elements of type '" + descr
                    + "'; b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4 and f8 can be read: convert by array.astype('f4')");
        };
    }

    private boolean swapped() throws BadFile {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return switch (descr.charAt(0)) {
            case '<' -> !little;
            case '>' -> little;
            case '=', '|' -> false;
            default -> throw wrong("a type that begins with <, >, = or |, not '" + descr + "'");
        };
    }

    private String descr() throws BadFile {
        space();
        if (at < text.length() && text.charAt(at) == '[') {
            throw new BadFile("npy", name, "has records with several fields for elements; save each field as an array of its own");
        }
        return string();
    }

    private String string() throws BadFile {
        space();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw wrong("a word in quotes");
        }
        String s = text.substring(at + 1, end);
        at = end + 1;
        return s;
    }

    private boolean truth() throws BadFile {
        space();
        boolean yes = text.startsWith("True", at);
        if (!yes && !text.startsWith("False", at)) {
            throw wrong("True or False");
        }
        at += yes ? 4 : 5;
        return yes;
    }

    private long[] tuple() throws BadFile {
        expect('(');
        List<Long> items = new ArrayList<>();
        while (!take(')')) {
            items.add(number());
            if (!take(',')) {
                expect(')');
                break;
            }
        }
        return items.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() throws BadFile {
        space();
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start || at - start > 18) {
            throw wrong("the length of an axis");
        }
        long n = Long.parseLong(text.substring(start, at));
        take('L'); // as Python 2 wrote
        return n;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(char c) {
        space();
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
        return new BadFile("npy", name, "its header is damaged at character " + at + ": expected " + expected + "; it reads "
                + (text.length() > 200 ? text.substring(0, 200) + "..." : text.strip()));
    }
}
