package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which line of a stack trace is the student's. */
class PlaceTest {
    private static Place placeOf(String... classes) {
        Throwable thrown = new IllegalStateException();
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "method", "File" + i + ".java", i + 1);
        }
        thrown.setStackTrace(frames);
        return Place.of(thrown, "course.login");
    }

    @Test
    void theInnermostLineOfTheStudentsPackageCounts() {
        assertThat(placeOf("java.lang.String", "course.login.Server$1", "course.login.Server"))
                .hasToString("File1.java:2");
    }

    @Test
    void aPackageBelowIsTheAssignments() {
        assertThat(placeOf("course.login.grading.Code", "course.loginother.Server"))
                .isNull();
    }
}
