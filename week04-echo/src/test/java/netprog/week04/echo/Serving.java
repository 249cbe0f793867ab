package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;

/** A server of ours in this JVM, in a thread of its own; what it prints is caught. Closing its socket has to end it. */
final class Serving implements AutoCloseable {
    interface Serve<S> {
        void on(S socket) throws IOException;
    }

    final InetSocketAddress address;

    private final Closeable socket;
    private final Thread thread;
    private final PrintStream screen = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private <S extends Closeable> Serving(S socket, InetSocketAddress address, Serve<S> serve) {
        this.socket = socket;
        this.address = address;
        this.thread = new Thread(() -> {
            try {
                serve.on(socket);
            } catch (IOException e) {
                // The socket was closed, which is how a server ends.
            }
        });
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        thread.start();
    }

    static Serving tcp(Serve<ServerSocket> serve) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(Wire.local(0));
        return new Serving(listener, (InetSocketAddress) listener.getLocalSocketAddress(), serve);
    }

    static Serving udp(Serve<DatagramSocket> serve) throws IOException {
        DatagramSocket socket = new DatagramSocket(Wire.local(0));
        return new Serving(socket, (InetSocketAddress) socket.getLocalSocketAddress(), serve);
    }

    /** Looks for a line that the server must have printed before what the test has just seen of it. */
    void assertLogged(String line) {
        assertThat(log.toString(StandardCharsets.UTF_8).lines()).contains(line);
    }

    /** Waits until the server says that it lost this client, and why. */
    void awaitLost(TcpPeer client, String why) {
        String form = "lost 127.0.0.1:" + client.localAddress().getPort() + ": " + why;
        await().atMost(Program.TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() ->
                        assertThat(log.toString(StandardCharsets.UTF_8).lines()).anyMatch(line -> line.matches(form)));
    }

    @Override
    public void close() throws IOException {
        System.setOut(screen);
        socket.close();
        await("the end of serve")
                .atMost(Program.TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !thread.isAlive());
    }
}
