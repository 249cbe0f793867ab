package netprog.grading;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final ChildCommand command; // null for this Java with this class path
    private final Map<String, JvmRunner> threads = new ConcurrentHashMap<>(); // by package
    private final Map<String, ChildJvm> shared = new HashMap<>(); // by charset
    private final Set<ChildJvm> alone = ConcurrentHashMap.newKeySet();
    private int lost; // children that a program has ended
    private volatile boolean cancelled;

    ProgramRunners(Function<String, Optional<String>> setting) {
        this(
                setting.apply("grade.mode").orElse("jvm").equals("process"),
                Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(setting.apply("grade.classpath").orElse(""))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of)
                        .toList(),
                null);
    }

    /**
     * Creates one.
     *
     * @param children whether programs run in child JVMs
     * @param classpath where the student's classes are; empty if they are on the class path of this JVM
     * @param command how child JVMs are started; null for this Java with this class path
     */
    ProgramRunners(boolean children, List<Path> classpath, ChildCommand command) {
        this.children = children;
        this.command = command;
        this.classpath = classpath;
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
        ChildJvm child = new ChildJvm(assignment, command(assignment), charsetName(charset), false);
        alone.add(child);
        if (cancelled) {
            child.close();
        }
        return child;
    }

    /** Ends the programs of a run whose outcome is no longer of interest: its tests are over at once. */
    void cancel() {
        cancelled = true;
        close();
        alone.forEach(ChildJvm::close);
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Makes ready for a run with classes that have changed: the child goes on if the programs have left nothing behind in it,
     * else another one takes its place. Takes less than a second; between two runs.
     */
    synchronized void renew(Assignment assignment) {
        cancelled = false;
        lost = 0;
        alone.clear();
        threads.clear();
        shared.values().removeIf(child -> {
            boolean clean = child.forget();
            if (!clean) {
                child.close();
            }
            return !clean;
        });
        if (children) {
            sharedChild(assignment, "");
        }
    }

    /** Starts the child that the first run will need; if that fails, the run will see it too. */
    void prepare(Assignment assignment) {
        try {
            if (children) {
                sharedChild(assignment, "");
            }
        } catch (GraderFault e) {
            // See above.
        }
    }

    private ChildCommand command(Assignment assignment) {
        return command == null ? ChildCommand.here(assignment, classpath, false) : command;
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
            child = new ChildJvm(assignment, command(assignment), charsetName(charset), true);
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
