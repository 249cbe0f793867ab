package netprog.grading;

import java.util.Map;
import java.util.function.Consumer;

/** Notices that code of a student's, which runs in this JVM, ends it with {@code System.exit}; a signal is no such end. */
final class ExitWatch implements AutoCloseable {
    private final Thread hook;

    /**
     * Begins to watch.
     *
     * @param packageName of the student's classes
     * @param explain gets the line of the call, such as {@code TcpLoginClient.java:42}, while the JVM shuts down
     */
    ExitWatch(String packageName, Consumer<String> explain) {
        hook = new Thread(() -> {
            String at = caller(packageName);
            if (at != null) {
                explain.accept(at);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The thread that called {@code System.exit} stays in it until the hooks are done. */
    private static String caller(String packageName) {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] stack = each.getValue();
            for (int i = 0; i + 1 < stack.length; i++) {
                StackTraceElement caller = stack[i + 1];
                if (stack[i].getMethodName().equals("exit")
                        && stack[i].getClassName().matches("java\\.lang\\.(System|Runtime)")
                        && Place.isStudents(packageName, caller.getClassName())) {
                    return caller.getFileName() + ":" + caller.getLineNumber();
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs.
        }
    }
}
