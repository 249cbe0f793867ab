package netprog.grading.tiny;

import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import netprog.grading.Assignment;
import netprog.grading.GradedConnection;
import netprog.grading.GradedTcpServer;
import netprog.grading.GradedUdpClient;
import netprog.grading.StudentCode;
import netprog.grading.TestRun;

/**
 * An assignment of one file, and all that the engine has to be told of it: {@code Upper.serve(ServerSocket)} answers each frame
 * in upper case, and closes the connection at {@code 4}.
 */
public final class TinyAssignment implements Assignment {
    @Override
    public String packageName() {
        return "netprog.grading.tiny";
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("Upper", 4, 0));
    }

    @Override
    public Map<Class<?>, Function<TestRun, ?>> programs() {
        return Map.of(Server.class, Server::new, UdpClient.class, UdpClient::new);
    }

    @Override
    public StudentCode code(ClassLoader loader) {
        return new Code(loader);
    }

    @Override
    public String explanations() {
        return "netprog.grading.tiny.explanations";
    }

    @Override
    public String bugs() {
        return "netprog.grading.tiny.bugs";
    }

    /** How its programs are called. */
    private static final class Code extends StudentCode {
        Code(ClassLoader loader) {
            super(loader, "netprog.grading.tiny");
        }

        @Override
        protected void serve(String name, AutoCloseable socket, Map<String, String> arguments) throws Throwable {
            invoke(name, "serve", new Class<?>[] {ServerSocket.class}, socket);
        }

        @Override
        protected List<String> value(Question question) {
            throw new UnsupportedOperationException();
        }
    }

    /** Its server. */
    public static final class Server extends GradedTcpServer<Peer> {
        Server(TestRun run) {
            super(run, "Upper");
        }

        @Override
        protected Peer peer(GradedConnection.Endpoint endpoint) {
            return new Peer(endpoint);
        }
    }

    /** A client of its server. */
    public static final class Peer extends GradedConnection<Peer> {
        Peer(Endpoint endpoint) {
            super(endpoint);
        }
    }

    /** A client that no student writes: for the tests of what the engine does on a busy machine. */
    public static final class UdpClient extends GradedUdpClient<UdpClient> {
        UdpClient(TestRun run) {
            super(run, "Nothing");
        }
    }
}
