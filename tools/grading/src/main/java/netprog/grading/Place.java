package netprog.grading;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A line of the student's code.
 *
 * @param type the class
 * @param method the method
 * @param file the file, such as {@code LoginRequest.java}
 * @param line from 1
 */
record Place(String type, String method, String file, int line) {
    /** The innermost line of the student's that an exception passed; null if there is none. */
    static Place of(Throwable thrown, Predicate<String> isStudents) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getFileName() != null && isStudents.test(frame.getClassName()))
                .findFirst()
                .map(frame -> new Place(
                        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber()))
                .orElse(null);
    }

    StackTraceElement element() {
        return new StackTraceElement(type, method, file, line);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
