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
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the budget asks of one Java file, read from javac's syntax tree (nothing is resolved or generated). */
record SourceFile(Path path, String text, List<String> imports, List<String> types, List<Body> bodies) {
    /** A method, constructor or initialiser and the number of its lines, from its first modifier to its last brace. */
    record Body(String name, long lines) {}

    static SourceFile read(Path path) throws IOException {
        return of(path, Files.readString(path));
    }

    static SourceFile of(Path path, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, List.of(source(path, text)));
        CompilationUnitTree unit = task.parse().iterator().next();
        Members members = new Members(unit, Trees.instance(task).getSourcePositions());
        members.scan(unit, null);
        List<String> imports = unit.getImports().stream()
                .map(ImportTree::getQualifiedIdentifier)
                .map(Tree::toString)
                .toList();
        return new SourceFile(path, text, imports, members.types, members.bodies);
    }

    private static JavaFileObject source(Path path, String text) {
        URI uri = URI.create("string:///" + path.getFileName());
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
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
            bodies.add(new Body(method.getName().toString(), lines(method)));
            return super.visitMethod(method, nothing);
        }

        private long lines(Tree tree) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            return last - first + 1;
        }
    }
}
