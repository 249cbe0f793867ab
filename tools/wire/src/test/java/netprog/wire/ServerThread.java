package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in this JVM, on a thread of its own; what it prints on {@link System#out} is its log. A server serves until its
 * socket is closed, and then ends with an {@link IOException}: {@link #close} asserts it.
 */
public final class ServerThread implements AutoCloseable {
    /** The loop of a server, such as {@code TcpEchoServer::serve}. */
    public interface Loop<S> {
        void serve(S socket) throws IOException;
    }

    private final Closeable socket;
    private final InetSocketAddress address;
    private final PrintStream screen = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FutureTask<Void> run;

    private <S extends Closeable> ServerThread(S socket, SocketAddress address, Loop<S> loop) {
        this.socket = socket;
        this.address = (InetSocketAddress) address;
        this.run = new FutureTask<>(() -> {
            loop.serve(socket);
            return null;
        });
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        Thread thread = new Thread(run, "server under test");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a TCP server on 127.0.0.1 and a port that the system chooses. */
    public static ServerThread tcp(Loop<ServerSocket> loop) throws IOException {
        return on(TcpPeer.listen(), loop);
    }

    /** Starts a UDP server on 127.0.0.1 and a port that the system chooses. */
    public static ServerThread udp(Loop<DatagramSocket> loop) throws IOException {
        return on(new DatagramSocket(Wire.local(0)), loop);
    }

    /** Starts a TCP server on a socket that listens already. */
    public static ServerThread on(ServerSocket listener, Loop<ServerSocket> loop) throws IOException {
        listener.setSoTimeout(0);
        return new ServerThread(listener, listener.getLocalSocketAddress(), loop);
    }

    /** Starts a UDP server on a socket that is bound already. */
    public static ServerThread on(DatagramSocket socket, Loop<DatagramSocket> loop) {
        return new ServerThread(socket, socket.getLocalSocketAddress(), loop);
    }

    /** Returns the address that clients connect or send to. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns what the server has printed so far. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** The log has this line now: the server must have printed it before what the test has just seen of it. */
    public void assertLogged(String line) {
        assertThat(log().lines()).contains(line);
    }

    /** Waits until the log has a line that matches. */
    public void awaitLog(String regex) {
        await().atMost(Program.TIMEOUT)
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(log().lines()).anyMatch(line -> line.matches(regex)));
    }

    @Override
    public void close() throws IOException {
        boolean served = !run.isDone();
        socket.close();
        System.setOut(screen);
        assertThat(served)
                .as("serves until its socket is closed; its log: %s", log())
                .isTrue();
        try {
            run.get(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("ended without an IOException; its log: " + log());
        } catch (ExecutionException e) {
            assertThat(e).as("its log: %s", log()).hasCauseInstanceOf(IOException.class);
        } catch (TimeoutException e) {
            throw new AssertionError("does not end when its socket is closed; its log: " + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
