package netprog.grading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import netprog.wire.Messages;

/**
 * An assignment as the engine sees it. Its implementation stands beside its graded tests, is registered in
 * {@code META-INF/services/netprog.grading.Assignment}, and has a public constructor without parameters.
 */
public interface Assignment {
    /**
     * One file that a student hands in.
     *
     * @param name the file's name without {@code .java}, which is also the class's name
     * @param visible points of the tests that students see
     * @param hidden points of the tests that only the staff has
     */
    record Part(String name, int visible, int hidden) {
        /** Returns the name of the file. */
        public String file() {
            return name + ".java";
        }
    }

    /** Returns the package of the student's classes and of the graded tests. */
    String packageName();

    /** Returns the parts in the order of the work: the first one is task 1. */
    List<Part> parts();

    /** Returns the types of the programs under test that a graded test may have as parameters, and how each is made. */
    Map<Class<?>, Function<TestRun, ?>> programs();

    /**
     * Gives access to the student's classes; called in the JVM where they run.
     *
     * @param loader loads them anew for one program
     */
    StudentCode code(ClassLoader loader);

    /** Returns the base name of the resource bundle that explains likely causes, with keys {@code explain.KEY}. */
    String explanations();

    /** Returns the sentences that explain a cause: the assignment's, or else the engine's; empty where there are none. */
    default Optional<String> explanation(String cause) {
        String key = "explain." + cause;
        return Stream.of(new Messages(explanations(), getClass()), GradingWords.MESSAGES)
                .filter(messages -> messages.has(key))
                .map(messages -> messages.get(key))
                .findFirst();
    }

    /** Returns what else a part may be called on a command line: such a word, and the part's name. */
    default Map<String, String> otherNames() {
        return Map.of();
    }

    /**
     * Returns a line on what the hidden tests look at, for a student who has passed all visible ones: the sentence
     * {@code hidden-tests} of the explanations, or an empty one.
     */
    default String hiddenTests() {
        Messages explanations = new Messages(explanations(), getClass());
        return explanations.has("hidden-tests") ? explanations.get("hidden-tests") : "";
    }

    /**
     * Returns the base name of the bundle that says in which {@linkplain WireFailure.Observation observations} each bug shows:
     * a key of {@link Graded#bug}, and names of observations with commas between.
     */
    String bugs();

    /**
     * Names the cause where the assignment knows more than the bug that a test looks for.
     *
     * @param bug what the test looks for; empty if nothing
     * @param failure what was seen
     * @param thrown what ended the program; empty if nothing did
     * @return the key of an explanation; empty to let the bug or the observation explain it
     */
    default Optional<String> cause(String bug, WireFailure failure, String thrown) {
        return Optional.empty();
    }

    /** Returns whether a stack frame is in one of the student's files: what is given beside them does not count. */
    default boolean isStudents(StackTraceElement frame) {
        return Place.isStudents(packageName(), frame.getClassName())
                && parts().stream().anyMatch(part -> part.file().equals(frame.getFileName()));
    }

    /** Returns the number of a part in the order of the work, from 1; 0 if there is no such part. */
    default int task(String part) {
        return parts().stream().map(Part::name).toList().indexOf(part) + 1;
    }

    /**
     * Finds the assignment that comes with a program.
     *
     * @param loader sees its graded tests
     * @return the only one that is registered
     */
    static Assignment in(ClassLoader loader) {
        return ServiceLoader.load(Assignment.class, loader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no assignment is registered"));
    }

    /**
     * Finds the assignment that a test class belongs to.
     *
     * @param test a class in the assignment's package
     * @return the registered assignment with that package
     * @throws IllegalStateException if there is none
     */
    static Assignment of(Class<?> test) {
        return ServiceLoader.load(Assignment.class, test.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(assignment -> assignment.packageName().equals(test.getPackageName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no assignment is registered for " + test));
    }
}
