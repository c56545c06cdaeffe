package dev.ricci.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Einsum as it is defined: one loop over all indices together. Dots are given capitals that stand nowhere else, from Z down. */
final class PlainEinsum {
    private PlainEinsum() {}

    static Grid of(String equation, Grid... in) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        String[] terms = sides[0].split(",", -1);
        int most = IntStream.range(0, in.length).map(i -> dots(terms[i], in[i])).max().orElse(0);
        for (int i = 0; i < in.length; i++) {
            terms[i] = terms[i].replace("...", capitals(dots(terms[i], in[i])));
        }
        String all = String.join("", terms);
        String result = sides.length > 1 ? sides[1].replace("...", capitals(most)) : implicit(all, capitals(most));
        List<Character> letters = (result + all).chars().distinct().mapToObj(c -> (char) c).toList();
        int[] sizes = new int[letters.size()];
        Arrays.fill(sizes, 1);
        for (int i = 0; i < in.length; i++) {
            for (int a = 0; a < terms[i].length(); a++) {
                int k = letters.indexOf(terms[i].charAt(a));
                sizes[k] = in[i].shape()[a] == 1 ? sizes[k] : in[i].shape()[a];
            }
        }
        int[] shape = Arrays.copyOf(sizes, result.length());
        int[] rest = Arrays.copyOfRange(sizes, result.length(), sizes.length);
        return Grid.make(shape, at -> {
            double sum = 0;
            int[] inner = new int[rest.length];
            for (int n = Grid.size(rest); n > 0; n--) {
                double product = 1;
                for (int i = 0; i < in.length; i++) {
                    product *= in[i].stretched(index(terms[i], letters, at, inner));
                }
                sum += product;
                Grid.next(inner, rest);
            }
            return sum;
        });
    }

    private static int[] index(String term, List<Character> letters, int[] at, int... inner) {
        return term.chars().map(c -> letters.indexOf((char) c)).map(k -> k < at.length ? at[k] : inner[k - at.length]).toArray();
    }

    private static int dots(String term, Grid g) {
        return term.contains("...") ? g.shape().length - term.length() + 3 : 0;
    }

    private static String capitals(int count) {
        return "VWXYZ".substring(5 - count);
    }

    private static String implicit(String all, String dots) {
        return dots + all.chars().filter(c -> dots.indexOf(c) < 0 && all.indexOf(c) == all.lastIndexOf(c)).sorted()
                .mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining());
    }
}
