package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import netprog.week04.echo.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a mock is, and why a server is given its {@link Authenticator}. Written to be read; it carries no points.
 *
 * <p>A server has to ask whether a login is correct. If it created its own {@code UserTable}, a test of the server would
 * need a file with users, and a mistake in the table would look like a mistake in the server. So the server is <em>given</em>
 * an {@code Authenticator}, and does not know which one. In the real program it is a {@code UserTable}. Here it is a mock: an
 * object that Mockito makes from the interface. It returns what we told it to return, and remembers how it was called.
 */
@ExtendWith(SkipTodos.class)
@Execution(ExecutionMode.SAME_THREAD)
class AskingTheAuthenticatorTest {
    private static final int TIMEOUT = 5000; // milliseconds; only a server that does not reply needs all of it

    private volatile Throwable failure; // of the server

    @Test
    void aTcpServerAsksWhatTheClientSent() throws Exception {
        // 1. The mock: every login is welcome. There is no file, no hash, no password.
        Authenticator users = mock(Authenticator.class);
        when(users.authenticate(any())).thenReturn(Authenticator.Result.WELCOME);

        // 2. The real server, with the mock in place of the user table.
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Socket client = new Socket()) {
            start(() -> TcpLoginServer.serve(listener, users), listener, client);

            // 3. A client, by hand.
            client.connect(listener.getLocalSocketAddress(), TIMEOUT);
            receive(client); // Welcome to Server!!
            Frame.of("id=anna pass=secret").writeTo(client.getOutputStream());
            assertThat(receive(client)).as(message("reply")).contains("200 Welcome anna!!");
        }

        // 4. The mock remembers: it was called once, and with exactly this request.
        verify(users, times(1).description(message("asks"))).authenticate(new LoginRequest("anna", "secret"));
    }

    @Test
    void aTcpServerDoesNotAskAboutWhatIsNoLogin() throws Exception {
        Authenticator users = mock(Authenticator.class);
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Socket client = new Socket()) {
            start(() -> TcpLoginServer.serve(listener, users), listener, client);
            client.connect(listener.getLocalSocketAddress(), TIMEOUT);
            receive(client);
            Frame.of("hello").writeTo(client.getOutputStream());
            assertThat(receive(client)).as(message("no-login")).contains("400 Bad Request");
        }
        verify(users, never().description(message("no-login"))).authenticate(any());
    }

    @Test
    void aUdpServerAsksWhatTheClientSent() throws Exception {
        Authenticator users = mock(Authenticator.class);
        when(users.authenticate(any())).thenReturn(Authenticator.Result.INVALID_PASSWORD);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            start(() -> UdpLoginServer.serve(socket, users), socket, client);
            client.send(Frame.of("id=anna pass=guess").toPacket(socket.getLocalSocketAddress()));
            assertThat(receive(client)).as(message("reply")).contains("402 Invalid Password");
        }
        verify(users, times(1).description(message("asks"))).authenticate(new LoginRequest("anna", "guess"));
    }

    private interface Serving {
        void run() throws IOException;
    }

    /** Runs the server on a thread of its own. When it fails the sockets are closed, so that the test does not wait for it. */
    private void start(Serving server, AutoCloseable socket, AutoCloseable client) {
        Thread thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                // The test has closed the listener.
            } catch (Throwable e) {
                failure = e;
                close(socket);
                close(client);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed.
        }
    }

    private String receive(Socket client) throws IOException {
        client.setSoTimeout(TIMEOUT);
        return receive(() -> Frame.readFrom(client.getInputStream()));
    }

    private String receive(DatagramSocket client) throws IOException {
        client.setSoTimeout(TIMEOUT);
        return receive(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            client.receive(packet);
            return Frame.from(packet);
        });
    }

    private interface Receiving {
        Frame get() throws IOException;
    }

    /** Gives the text of the server's next frame; where none comes the failure says what the server did instead. */
    private String receive(Receiving next) {
        try {
            Frame frame = next.get();
            if (frame != null) {
                return frame.text();
            }
            throw new AssertionError(message("closed"));
        } catch (SocketTimeoutException e) {
            throw new AssertionError(message("silent", TIMEOUT / 1000), e);
        } catch (IOException e) {
            throw new AssertionError(failure == null ? message("broken", e) : message("threw", failure), e);
        }
    }

    private static String message(String key, Object... values) {
        String pattern = ResourceBundle.getBundle("netprog.week04.login.asking").getString(key);
        return new MessageFormat(pattern).format(values);
    }
}
