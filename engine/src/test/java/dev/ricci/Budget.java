package dev.ricci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes and names that keep the sources readable; every check returns its breaches, one line each. */
final class Budget {
    static final int FILE_LINES = 500;
    static final int MEDIAN_LINES = 140;
    static final int METHOD_LINES = 50;
    static final int LINE_CHARACTERS = 140;
    static final Set<String> BANNED_WORDS = Set.of("Impl", "Util", "Utils", "Manager", "Helper", "Helpers", "Base");

    private static final Pattern WORD_BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");
    private static final Pattern START = Pattern.compile("Start with \\{@link ([\\w.]+)[^}]*}(?:\\{@link [^}]*}|[^.{])*\\.\\s*\\*/");

    private Budget() {}

    static List<String> longFiles(Collection<SourceFile> files) {
        return files.stream()
                .filter(f -> f.lines() > FILE_LINES)
                .map(f -> f.path() + " has " + f.lines() + " lines, more than " + FILE_LINES)
                .toList();
    }

    /** The median length of the files that are not package-info, in lines; 0 where there are none. */
    static int medianLines(Collection<SourceFile> files) {
        int[] lines = files.stream().filter(f -> !isPackageInfo(f)).mapToInt(SourceFile::lines).sorted().toArray();
        return lines.length == 0 ? 0 : lines[lines.length / 2];
    }

    static List<String> longMethods(Collection<SourceFile> files) {
        List<String> breaches = new ArrayList<>();
        for (SourceFile file : files) {
            for (SourceFile.Body body : file.bodies()) {
                if (body.lines() > METHOD_LINES) {
                    breaches.add(file.path() + ": " + body.name() + " has " + body.lines() + " lines, more than " + METHOD_LINES);
                }
            }
        }
        return breaches;
    }

    static List<String> longLines(Collection<SourceFile> files) {
        List<String> breaches = new ArrayList<>();
        for (SourceFile file : files) {
            List<String> lines = file.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                int length = lines.get(i).length();
                if (length > LINE_CHARACTERS) {
                    breaches.add(file.path() + ":" + (i + 1) + " has " + length + " characters, more than " + LINE_CHARACTERS);
                }
            }
        }
        return breaches;
    }

    static List<String> bannedNames(Collection<SourceFile> files) {
        List<String> breaches = new ArrayList<>();
        for (SourceFile file : files) {
            for (String type : file.types()) {
                Arrays.stream(WORD_BORDER.split(type))
                        .filter(BANNED_WORDS::contains)
                        .forEach(word -> breaches.add(file.path() + ": " + type + " says " + word + ", not what it is"));
            }
        }
        return breaches;
    }

    /** Every folder with sources has a package-info of 3 to 8 lines whose last sentence sends the reader to a type that exists. */
    static List<String> packageInfos(Collection<SourceFile> files) {
        List<String> breaches = new ArrayList<>();
        Set<Path> without = new TreeSet<>();
        files.forEach(f -> without.add(f.path().getParent()));
        for (SourceFile file : files) {
            if (isPackageInfo(file)) {
                without.remove(file.path().getParent());
                check(file, files, breaches);
            }
        }
        without.forEach(folder -> breaches.add(folder + " has no package-info.java"));
        return breaches;
    }

    private static void check(SourceFile info, Collection<SourceFile> files, List<String> breaches) {
        if (info.lines() < 3 || info.lines() > 8) {
            breaches.add(info.path() + " has " + info.lines() + " lines, not 3 to 8");
        }
        Matcher start = START.matcher(info.text());
        if (!start.find()) {
            breaches.add(info.path() + ": the last sentence does not begin 'Start with {@link'");
            return;
        }
        String type = start.group(1).replaceFirst(".*\\.", "") + ".java";
        Path beside = info.path().resolveSibling(type);
        if (files.stream().noneMatch(f -> f.path().equals(beside)) && !Files.exists(beside)) {
            breaches.add(info.path() + ": starts with " + start.group(1) + ", but there is no " + beside);
        }
    }

    private static boolean isPackageInfo(SourceFile file) {
        return file.fileName().equals("package-info.java");
    }
}
