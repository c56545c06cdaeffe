package dev.ricci.data;

import java.io.IOException;
import java.io.Reader;

/** Reads one CSV text, a character at a time, into the cells of a table. */
final class CsvParser {
    private static final int END = -1;

    private final Csv format;
    private final Object name;
    private final Reader in;
    private final Cells cells = new Cells();
    private int next;
    private int line = 1;
    private int column = 1;

    CsvParser(Csv format, Object name, Reader in) {
        this.format = format;
        this.name = name;
        this.in = in;
    }

    CsvTable table() throws IOException {
        next = in.read();
        if (next == '\ufeff') { // a byte order mark
            next = in.read();
        }
        if (next == END) {
            throw new BadFile("csv", name, "is empty");
        }
        int width = -1;
        while (next != END) {
            int start = line;
            int fields = record();
            boolean blank = fields == 1 && cells.lastIsBare();
            if (width > 1 && blank) {
                cells.dropLast();
            } else if (width >= 0 && fields != width) {
                throw new BadFile("csv", name, "line " + start + ", column " + (Math.min(fields, width) + 1) + ": the line has " + fields
                        + " fields, the first line " + width);
            } else {
                width = fields;
                cells.endRow(start);
            }
        }
        return new CsvTable(format, name, cells, width);
    }

    /** Reads to the end of a record; gives its number of fields. */
    private int record() throws IOException {
        int fields = 0;
        while (true) {
            boolean quoted = next == '"';
            if (quoted) {
                quoted();
            } else {
                bare();
            }
            cells.endField(quoted);
            fields++;
            if (next == format.separator()) {
                advance();
            } else {
                endOfLine();
                return fields;
            }
        }
    }

    private void bare() throws IOException {
        while (next != format.separator() && next != '\n' && next != END) {
            if (next == '"') {
                throw new BadFile("csv", name, here() + "a quote within a field that does not begin with one;"
                        + " put the field in quotes and double those within");
            }
            if (next == '\r') {
                advance();
                if (next == '\n' || next == END) {
                    return;
                }
                throw new BadFile("csv", name, here() + "a carriage return without a line feed; put the field in quotes");
            }
            cells.add((char) next);
            advance();
        }
    }

    private void quoted() throws IOException {
        String start = here();
        advance();
        while (true) {
            if (next == END) {
                throw new BadFile("csv", name, start + "the quote that begins here is never closed");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    break;
                }
            }
            cells.add((char) next);
            advance();
        }
        if (next == '\r') {
            advance();
            if (next == '\n' || next == END) {
                return;
            }
        }
        if (next != format.separator() && next != '\n' && next != END) {
            throw new BadFile("csv", name, here() + "'" + (char) next + "' after a closing quote; a separator or a line end stands there");
        }
    }

    private void endOfLine() throws IOException {
        if (next == '\n') {
            advance();
        }
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        next = in.read();
    }

    private String here() {
        return "line " + line + ", character " + column + ": ";
    }
}
