package netprog.grading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is worth points. Its title in both languages is in a resource bundle beside the test class:
 * {@code titles}, or {@code hidden} if the class is {@link Hidden}; the key is class and method. Its parameters are programs
 * under test, of the types that the assignment names ({@link Assignment#programs}).
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@Tag("graded")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(GradedExtension.class)
public @interface Graded {
    /**
     * Names the part of the assignment.
     *
     * @return the file's name without {@code .java}
     */
    String part();

    /**
     * Numbers the tests of a part in the order of the work, which is the order of the report.
     *
     * @return 1 for the first
     */
    int step();

    /**
     * Tells what the test is worth.
     *
     * @return whole points, 1 or more
     */
    int points();

    /**
     * Names the bug that this test is made to find; its words are shown when nothing that was seen tells more.
     *
     * @return a key of the explanations, such as {@code one-read}; empty where there is none
     */
    String bug() default "";

    /**
     * Names the default charset of the JVM that the program runs in, for programs that rely on it. A JVM has one for all that runs
     * in it: the program gets a child JVM in both modes, so a breakpoint in it does not stop.
     *
     * @return such as {@code US-ASCII}; empty for the tests' own
     */
    String charset() default "";
}
