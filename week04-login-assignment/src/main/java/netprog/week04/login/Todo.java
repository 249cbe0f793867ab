package netprog.week04.login;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Thrown where something is still to be written. The tests skip what meets it, and say which step it was.
 *
 * <p>It notes itself the moment it is made: a {@code catch}, or an executor that keeps exceptions for itself, cannot hide it
 * from the tests.
 */
public final class Todo extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MOST = 1000;
    private static final List<Todo> MET = new CopyOnWriteArrayList<>();

    /**
     * Makes one, and notes it.
     *
     * @param step what is to be done next, such as {@code "step 1: wait for a client (accept)"}
     */
    public Todo(String step) {
        super(step);
        if (MET.size() < MOST) { // a loop that runs into the same step for ever fills no memory
            MET.add(this);
        }
    }

    /**
     * Names the step and where it stands.
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
     * Gives all that were made since the program began, in this order.
     *
     * @return a copy
     */
    public static List<Todo> met() {
        return List.copyOf(MET);
    }
}
