package netprog.grading;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where the programs of a run of graded tests are started. The setting {@code grade.mode} chooses {@code jvm} (the default) or
 * {@code process}; {@code grade.classpath} says where the student's classes are, else they are on the tests' own class path.
 * Both are configuration parameters of JUnit, or system properties. Programs that need a default charset of their own run in a
 * child JVM in both modes. Thread-safe.
 */
final class ProgramRunners implements AutoCloseable {
    private static final int MAX_LOST = 2;

    private final boolean children;
    private final List<Path> classpath;
    private final Map<String, JvmRunner> threads = new ConcurrentHashMap<>(); // by package
    private final Map<String, ChildJvm> shared = new HashMap<>(); // by charset
    private int lost; // children that a program has ended

    ProgramRunners(Function<String, Optional<String>> setting) {
        children = setting.apply("grade.mode").orElse("jvm").equals("process");
        classpath = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(setting.apply("grade.classpath").orElse(""))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        if (!children) {
            StudentOutput.install();
        }
    }

    /** Gives the runner of a test's first try. */
    ProgramRunner first(Assignment assignment, String charset) {
        if (!children && charset.isEmpty()) {
            return threads.computeIfAbsent(
                    assignment.packageName(), key -> new JvmRunner(assignment, classpath, () -> {}));
        }
        ProgramRunner child = sharedChild(assignment, charset);
        return child == null ? alone(assignment, charset) : new Borrowed(child);
    }

    /** Gives a test a child JVM of its own, which closing ends. */
    ProgramRunner alone(Assignment assignment, String charset) {
        return new ChildJvm(assignment, classpath, charsetName(charset), false);
    }

    /** The child that tests share; null where programs have ended it too often. */
    private synchronized ChildJvm sharedChild(Assignment assignment, String charset) {
        String key = assignment.packageName() + " " + charset;
        ChildJvm child = shared.get(key);
        if (child != null && !child.isUsable()) {
            child.close();
            shared.remove(key);
            lost++;
            child = null;
        }
        if (child == null && lost < MAX_LOST) {
            child = new ChildJvm(assignment, classpath, charsetName(charset), true);
            shared.put(key, child);
        }
        return child;
    }

    private static String charsetName(String charset) {
        return charset.isEmpty() ? System.getProperty("file.encoding") : charset;
    }

    @Override
    public synchronized void close() {
        new ArrayList<>(shared.values()).forEach(ChildJvm::close);
    }

    /** A runner that goes on when the test that used it is over. */
    private record Borrowed(ProgramRunner runner) implements ProgramRunner {
        @Override
        public RunningProgram server(String name, Protocol protocol, Map<String, String> arguments) {
            return runner.server(name, protocol, arguments);
        }

        @Override
        public RunningProgram client(String name, InetSocketAddress server) {
            return runner.client(name, server);
        }

        @Override
        public RunningProgram values() {
            return runner.values();
        }
    }
}
