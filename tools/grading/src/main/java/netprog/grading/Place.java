package netprog.grading;

import java.util.Arrays;

/**
 * A line of the student's code.
 *
 * @param type the class
 * @param method the method
 * @param file the file, such as {@code LoginRequest.java}
 * @param line from 1
 */
record Place(String type, String method, String file, int line) {
    /** The innermost line of the student's files that an exception passed; null if there is none. */
    static Place of(Throwable thrown, Assignment assignment) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(assignment::isStudents)
                .findFirst()
                .map(Place::of)
                .orElse(null);
    }

    static Place of(StackTraceElement frame) {
        return new Place(frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }

    /** Whether a class is in the student's package itself: the packages below it are the assignment's. */
    static boolean isStudents(String packageName, String className) {
        return className.startsWith(packageName + ".") && className.indexOf('.', packageName.length() + 1) < 0;
    }

    StackTraceElement element() {
        return new StackTraceElement(type, method, file, line);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
