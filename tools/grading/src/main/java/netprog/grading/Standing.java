package netprog.grading;

import java.util.Arrays;
import java.util.List;

/**
 * Where a thread of the student's program is.
 *
 * @param at the innermost line of the student's files
 * @param activity what the thread does there
 * @param call the method that this line has called; empty if it has called none
 */
record Standing(Place at, Activity activity, String call) {
    /** What a thread does, the most telling first: of several threads the first one is what a message begins with. */
    enum Activity {
        /** It uses the processor. */
        RUNS,
        /** It waits for a lock that another thread holds. */
        LOCKED,
        /** It waits for bytes of a connection. */
        READ,
        /** It waits for a datagram. */
        RECEIVE,
        /** It waits for the other side to take bytes. */
        WRITE,
        /** It waits for a connection to be established. */
        CONNECT,
        /** It waits for a line of the keyboard. */
        KEYBOARD,
        /** It sleeps. */
        SLEEP,
        /** It waits for another thread. */
        WAITS,
        /** It waits for a client. */
        ACCEPT;

        /** Whether only the other side can end this wait. */
        boolean isForPeer() {
            return this == READ || this == RECEIVE;
        }
    }

    /** Returns where a thread is; null if it is not in the student's files. */
    static Standing of(Assignment assignment, Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < stack.length; i++) {
            if (assignment.isStudents(stack[i])) {
                List<StackTraceElement> inner = Arrays.asList(stack).subList(0, i);
                String call = i == 0 ? "" : stack[i - 1].getMethodName();
                return new Standing(Place.of(stack[i]), activity(thread, inner), call);
            }
        }
        return null;
    }

    private static Activity activity(Thread thread, List<StackTraceElement> inner) {
        if (isIn(inner, "java.io.PipedInputStream", "read")) {
            return Activity.KEYBOARD;
        } else if (isIn(inner, "sun.nio.ch.(NioSocketImpl|ServerSocketChannelImpl)", "accept")) {
            return Activity.ACCEPT;
        } else if (isIn(inner, "sun.nio.ch.(NioSocketImpl|SocketChannelImpl)", "implRead|read")) {
            return Activity.READ;
        } else if (isIn(inner, "sun.nio.ch.(NioSocketImpl|SocketChannelImpl)", "implWrite|write")) {
            return Activity.WRITE;
        } else if (isIn(inner, "sun.nio.ch.(NioSocketImpl|SocketChannelImpl)", "connect")) {
            return Activity.CONNECT;
        } else if (isIn(inner, "java.net.DatagramSocket|sun.nio.ch.DatagramChannelImpl", "receive")) {
            return Activity.RECEIVE;
        } else if (isIn(inner, "java.lang.Thread", "sleep")) {
            return Activity.SLEEP;
        }
        return switch (thread.getState()) {
            case BLOCKED -> Activity.LOCKED;
            case WAITING, TIMED_WAITING -> Activity.WAITS;
            default -> Activity.RUNS;
        };
    }

    private static boolean isIn(List<StackTraceElement> frames, String types, String methods) {
        return frames.stream()
                .anyMatch(frame -> frame.getClassName().matches(types)
                        && frame.getMethodName().matches(methods));
    }
}
