package dev.ricci.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an einsum, read: what names the axes of each operand, and of the result where that is said.
 *
 * @param output null where the text leaves it to the rule: letters that stand once, in the order of their codes, behind the dots
 */
record EinsumText(String equation, List<Term> inputs, Term output) {
    private static final String DOTS = "...";
    private static final String ARROW = "->";

    /** Letters in order; {@code ...} stands before the letter at that place, -1 where there is none. */
    record Term(String letters, int dots) {
        boolean hasDots() {
            return dots >= 0;
        }
    }

    static EinsumText parse(String equation) {
        if (equation == null) {
            throw new IllegalArgumentException("einsum: the equation is null; it reads as 'ij,jk->ik'");
        }
        int arrow = equation.indexOf(ARROW);
        if (arrow != equation.lastIndexOf(ARROW)) {
            throw wrong(equation, "has '->' twice; one separates the operands from the result");
        }
        String[] parts = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        List<Term> inputs = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            inputs.add(term(equation, parts[i], "operand " + i));
        }
        return new EinsumText(equation, List.copyOf(inputs), arrow < 0 ? null : output(equation, equation.substring(arrow + 2), inputs));
    }

    private static Term output(String equation, String text, List<Term> inputs) {
        Term output = term(equation, text, "the result");
        for (int i = 0; i < output.letters.length(); i++) {
            char c = output.letters.charAt(i);
            if (output.letters.indexOf(c) < i) {
                throw wrong(equation, "names '" + c + "' twice in the result; each axis of it once");
            }
            if (inputs.stream().noneMatch(t -> t.letters.indexOf(c) >= 0)) {
                throw wrong(equation, "names '" + c + "' in the result, which no operand has");
            }
        }
        return output;
    }

    private static Term term(String equation, String text, String where) {
        StringBuilder letters = new StringBuilder();
        int dots = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                letters.append(c);
            } else if (c == '.') {
                if (!text.startsWith(DOTS, i)) {
                    throw wrong(equation, "has a '.' in " + where + " that is no part of '...'");
                }
                if (dots >= 0) {
                    throw wrong(equation, "has '...' twice in " + where + "; once at most");
                }
                dots = letters.length();
                i += DOTS.length() - 1;
            } else if (c != ' ') {
                throw wrong(equation, "has '" + c + "' in " + where + "; axes are named by the letters a to z and A to Z, others by '...'");
            }
        }
        return new Term(letters.toString(), dots);
    }

    /** The result's term, by the rule where the text has none. */
    Term result() {
        if (output != null) {
            return output;
        }
        StringBuilder once = new StringBuilder();
        for (char c = 'A'; c <= 'z'; c++) {
            int count = 0;
            for (Term t : inputs) {
                for (int i = 0; i < t.letters.length(); i++) {
                    count += t.letters.charAt(i) == c ? 1 : 0;
                }
            }
            if (count == 1) {
                once.append(c);
            }
        }
        return new Term(once.toString(), inputs.stream().anyMatch(Term::hasDots) ? 0 : -1);
    }

    static IllegalArgumentException wrong(String equation, String what) {
        return new IllegalArgumentException("einsum: '" + equation + "' " + what);
    }
}
