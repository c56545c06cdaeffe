package dev.ricci.benchmarks.javapeers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The process: does a case so many times when a line asks for it, and answers with the seconds.
 *
 * <p>Lines in: {@code run TIMES CASE [NUMBER ...]}. Lines out: {@code ready VERSIONS}, then for each line {@code ok SECONDS} or
 * {@code error TEXT}.
 */
public final class JavaPeer {
    private static final String ND4J = "nd4j-";
    private static final String EJML = "ejml-";

    private String ready = "";
    private Runnable work;

    private JavaPeer() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries say is no answer
        out.println("ready ND4J " + Nd4jWork.version() + ", EJML " + EjmlWork.version());
        JavaPeer peer = new JavaPeer();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(peer.answer(line));
        }
    }

    private String answer(String line) {
        try {
            String[] words = line.split(" ");
            String name = line.substring(line.indexOf(' ', line.indexOf(' ') + 1) + 1);
            if (!name.equals(ready)) {
                work = null; // one case's data at a time
                work = prepare(words[2], Arrays.stream(words).skip(3).mapToInt(Integer::parseInt).toArray());
                ready = name;
            }
            long start = System.nanoTime();
            for (long i = Long.parseLong(words[1]); i > 0; i--) {
                work.run();
            }
            return "ok " + (System.nanoTime() - start) * 1e-9;
        } catch (RuntimeException | LinkageError e) {
            return "error " + e.toString().replace('\n', ' ');
        }
    }

    private static Runnable prepare(String name, int... numbers) {
        if (name.startsWith(ND4J)) {
            return Nd4jWork.of(name.substring(ND4J.length()), numbers);
        }
        if (name.startsWith(EJML)) {
            return EjmlWork.of(name.substring(EJML.length()), numbers);
        }
        throw new IllegalArgumentException("there is no case " + name);
    }
}
