package netprog.week04.login;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Thrown where code is still to be written. A test that meets one is skipped, and names the step.
 *
 * <p>It records itself when it is constructed: a {@code catch}, or an executor that swallows exceptions, cannot hide it from
 * the tests.
 */
public final class Todo extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MAX = 1000;
    private static final List<Todo> MET = new CopyOnWriteArrayList<>();

    /**
     * Creates and records a to-do.
     *
     * @param step what to do next, such as {@code "step 1: wait for a client (accept)"}
     */
    public Todo(String step) {
        super(step);
        if (MET.size() < MAX) { // an endless loop over the same step must not fill the memory
            MET.add(this);
        }
    }

    /**
     * Names the step and the method that it belongs to.
     *
     * @return such as {@code step 1 of TcpLoginServer.serve: wait for a client (accept)}
     */
    @Override
    public String getMessage() {
        StackTraceElement here = getStackTrace()[0];
        String place = here.getClassName().replaceFirst(".*\\.", "") + "." + here.getMethodName();
        return super.getMessage().replaceFirst(":", " of " + place.replace("$", "\\$") + ":");
    }

    /**
     * Returns all to-dos since the program started, in their order.
     *
     * @return a copy
     */
    public static List<Todo> met() {
        return List.copyOf(MET);
    }
}
