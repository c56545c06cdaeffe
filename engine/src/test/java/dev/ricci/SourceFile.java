package dev.ricci;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the budget asks of one Java file, read from javac's syntax tree (nothing is resolved or generated). */
record SourceFile(Path path, String text, List<String> imports, List<String> types, List<Body> bodies) {
    /** A method, constructor or initialiser and the number of its lines, from its first brace to its last. */
    record Body(String name, long lines) {}

    static SourceFile of(Path path, String text) throws IOException {
        return parse(List.of(new Source(path, text))).getFirst();
    }

    /** Reads many files with one compiler, which is ten times faster than one for each. */
    static List<SourceFile> read(List<Path> paths) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path path : paths) {
            sources.add(new Source(path, Files.readString(path)));
        }
        return parse(sources);
    }

    private static List<SourceFile> parse(List<Source> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<SourceFile> files = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            Members members = new Members(unit, positions);
            members.scan(unit, null);
            List<String> imports = unit.getImports().stream()
                    .map(ImportTree::getQualifiedIdentifier)
                    .map(Tree::toString)
                    .toList();
            Source source = sources.get(files.size()); // parsed in the order given
            files.add(new SourceFile(source.path, source.text, imports, members.types, members.bodies));
        }
        return files;
    }

    /** A text that javac takes for a file. */
    private static final class Source extends SimpleJavaFileObject {
        private final Path path;
        private final String text;

        Source(Path path, String text) {
            super(URI.create("string:///" + path.getFileName()), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    int lines() {
        return (int) text.lines().count();
    }

    String fileName() {
        return path.getFileName().toString();
    }

    private static final class Members extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> types = new ArrayList<>();
        private final List<Body> bodies = new ArrayList<>();

        Members(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            types.add(type.getSimpleName().toString());
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree block) {
                    bodies.add(new Body(type.getSimpleName() + " (initialiser)", lines(block)));
                }
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                bodies.add(new Body(method.getName().toString(), lines(method.getBody())));
            }
            return super.visitMethod(method, nothing);
        }

        private long lines(Tree tree) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            return last - first + 1;
        }
    }
}
