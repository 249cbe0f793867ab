package netprog.grading;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Starts programs of the student's, in this JVM or in a child JVM; both load the student's classes anew for each program.
 * All methods throw a {@link GraderFault} where the machine or the grader fails. Thread-safe.
 */
interface ProgramRunner extends AutoCloseable {
    /** Starts a server class; it can be reached when this returns. */
    RunningProgram server(String name, Protocol protocol, Map<String, String> arguments);

    /** Starts a client class. */
    RunningProgram client(String name, InetSocketAddress server);

    /** Starts what answers questions about values. */
    RunningProgram values();

    /** Ends what belongs to one test alone. */
    @Override
    default void close() {}
}
