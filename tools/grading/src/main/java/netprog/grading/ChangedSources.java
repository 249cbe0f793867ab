package netprog.grading;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import netprog.grading.SourceCompiler.Result;
import netprog.grading.SourceCompiler.Source;

/**
 * Compiles only the sources that have changed, against the classes of the last time, where no other source can notice the change;
 * else all of them.
 */
final class ChangedSources implements SourceCompiler.Compiler {
    private final Path folder;
    private Map<String, Source> known = Map.of(); // by name
    private Map<String, byte[]> classes = Map.of(); // of the known sources

    /** Keeps class files in a folder, which nobody else uses. */
    ChangedSources(Path folder) {
        this.folder = folder;
    }

    @Override
    public Result compile(Collection<Source> sources, List<Path> classpath) throws IOException {
        Map<String, Source> now = sources.stream().collect(Collectors.toMap(Source::name, Function.identity()));
        List<Source> changed = sources.stream()
                .filter(source -> !source.equals(known.get(source.name())))
                .toList();
        boolean alone = now.keySet().equals(known.keySet());
        for (Source source : changed) {
            alone = alone && isHidden(source, sources, changed);
        }
        Result result = alone ? compileAlone(changed, classpath) : null;
        if (result == null) {
            result = SourceCompiler.compile(sources, classpath, List.of());
        }
        known = Map.of(); // in case that the folder cannot be written
        if (result.errors().isEmpty() && result.classes().keySet().stream().allMatch(each -> isOf(each, sources))) {
            WorkFolder.empty(Files.createDirectories(folder));
            result.write(folder);
            classes = result.classes();
            known = now;
        }
        return result;
    }

    /** Compiles the changed sources, and adds the classes of the others; null if that is not good enough. */
    private Result compileAlone(List<Source> changed, List<Path> classpath) throws IOException {
        Map<String, byte[]> all = new TreeMap<>(classes);
        if (!changed.isEmpty()) {
            List<Path> with =
                    Stream.concat(Stream.of(folder), classpath.stream()).toList();
            Result result = SourceCompiler.compile(changed, with, List.of());
            if (!result.errors().isEmpty()
                    || !result.classes().keySet().stream().allMatch(each -> isOf(each, changed))) {
                return null;
            }
            all.keySet().removeIf(each -> isOf(each, changed));
            all.putAll(result.classes());
        }
        return new Result(all, List.of());
    }

    /** Whether a class file is that of a source's class, or of one inside it. */
    private static boolean isOf(String classFile, Collection<Source> sources) {
        String name = classFile.replaceFirst(".*/", "");
        return sources.stream()
                .map(ChangedSources::className)
                .anyMatch(own -> name.equals(own + ".class") || name.startsWith(own + "$"));
    }

    private static String className(Source source) {
        return source.name().replaceFirst("\\.java$", "");
    }

    /** Whether the sources that are not compiled again do not name a changed one, or see the same of it as before. */
    private boolean isHidden(Source source, Collection<Source> sources, List<Source> changed) throws IOException {
        String name = className(source);
        return sources.stream()
                        .noneMatch(other ->
                                !changed.contains(other) && other.text().contains(name))
                || outline(source).equals(outline(known.get(source.name())));
    }

    /** Returns the text without what other files do not depend on: the bodies of methods, and private methods. */
    private static String outline(Source source) throws IOException {
        JavacTask task = SourceCompiler.parser(source);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        StringBuilder outline = new StringBuilder();
        int[] end = {0};
        for (var unit : task.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    boolean isPrivate = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
                    Tree hidden = isPrivate ? method : method.getBody();
                    int start = (int) positions.getStartPosition(unit, hidden);
                    if (start >= end[0]) { // not -1: there is one
                        outline.append(source.text(), end[0], start);
                        end[0] = (int) Math.max(start, positions.getEndPosition(unit, hidden));
                    }
                    return null;
                }
            }.scan(unit, null);
        }
        return outline.append(source.text(), end[0], source.text().length()).toString();
    }
}
