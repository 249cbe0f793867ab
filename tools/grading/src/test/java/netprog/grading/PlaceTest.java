package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import netprog.grading.tiny.TinyAssignment;
import org.junit.jupiter.api.Test;

/** Which line of a stack trace is the student's. */
class PlaceTest {
    /** What an exception passed: classes, and their files without .java. */
    private static Place placeOf(String... classesAndFiles) {
        Throwable thrown = new IllegalStateException();
        StackTraceElement[] frames = new StackTraceElement[classesAndFiles.length / 2];
        for (int i = 0; i < frames.length; i++) {
            String file = classesAndFiles[2 * i + 1] + ".java";
            frames[i] = new StackTraceElement(classesAndFiles[2 * i], "method", file, i + 1);
        }
        thrown.setStackTrace(frames);
        return Place.of(thrown, new TinyAssignment());
    }

    @Test
    void theInnermostLineOfTheStudentsFilesCounts() {
        assertThat(placeOf(
                        "java.lang.String", "String",
                        "netprog.grading.tiny.Given", "Given",
                        "netprog.grading.tiny.Upper$1", "Upper",
                        "netprog.grading.tiny.Upper", "Upper"))
                .hasToString("Upper.java:3");
    }

    @Test
    void aPackageBelowOrBesideIsTheAssignments() {
        assertThat(placeOf("netprog.grading.tiny.below.Upper", "Upper", "netprog.grading.Upper", "Upper"))
                .isNull();
    }
}
