package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.week04.echo.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a mock is, and why a server is given its {@link Authenticator}. Written to be read; it carries no points.
 *
 * <p>A server has to ask somebody whether a login is right. If it made its own {@code UserTable}, a test of the server would
 * need a file with users, and a mistake in the table would look like one of the server. So the server is <em>given</em> an
 * {@code Authenticator}, and does not know which. In the real program it is a {@code UserTable}. Here it is a mock: an object
 * that Mockito makes of the interface. It says what we told it to say, and remembers how it was asked.
 */
@ExtendWith(SkipTodos.class)
@Execution(ExecutionMode.SAME_THREAD)
class AskingTheAuthenticatorTest {
    private static final int PATIENCE = 10_000; // milliseconds; only a server that does not answer uses them up

    @Test
    void aTcpServerAsksWhatTheClientSent() throws Exception {
        // 1. The mock: whoever asks it is told "welcome". There is no file, no hash, no password.
        Authenticator users = mock(Authenticator.class);
        when(users.authenticate(any())).thenReturn(Authenticator.Result.WELCOME);

        // 2. The real server, with the mock in the place of the user table.
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(() -> TcpLoginServer.serve(listener, users), listener);

            // 3. A client, by hand.
            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                client.setSoTimeout(PATIENCE);
                assertThat(Frame.readFrom(client.getInputStream())).isNotNull(); // Welcome to Server!!
                Frame.of("id=anna pass=secret").writeTo(client.getOutputStream());
                assertThat(Frame.readFrom(client.getInputStream()).text()).contains("200 Welcome anna!!");
            }
        }

        // 4. The mock remembers: it was asked once, and with exactly this request.
        verify(users).authenticate(new LoginRequest("anna", "secret"));
    }

    @Test
    void aTcpServerAsksNobodyAboutWhatIsNoLogin() throws Exception {
        Authenticator users = mock(Authenticator.class);
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(() -> TcpLoginServer.serve(listener, users), listener);
            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                client.setSoTimeout(PATIENCE);
                assertThat(Frame.readFrom(client.getInputStream())).isNotNull();
                Frame.of("hello").writeTo(client.getOutputStream());
                assertThat(Frame.readFrom(client.getInputStream()).text()).contains("400 Bad Request");
            }
        }
        verify(users, never()).authenticate(any());
    }

    @Test
    void aUdpServerAsksWhatTheClientSent() throws Exception {
        Authenticator users = mock(Authenticator.class);
        when(users.authenticate(any())).thenReturn(Authenticator.Result.INVALID_PASSWORD);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            start(() -> UdpLoginServer.serve(socket, users), client); // a to-do closes the client: it need not wait
            client.setSoTimeout(PATIENCE);
            client.send(Frame.of("id=anna pass=guess").toPacket(socket.getLocalSocketAddress()));
            DatagramPacket reply = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            client.receive(reply);
            assertThat(Frame.from(reply).text()).contains("402 Invalid Password");
        }
        verify(users).authenticate(new LoginRequest("anna", "guess"));
    }

    private interface Serving {
        void run() throws IOException;
    }

    /** Runs the server on a thread of its own; where it fails, nobody is to wait for it. */
    private static void start(Serving server, AutoCloseable closedAtFailure) {
        Thread thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                // The test has closed the listener.
            } catch (Todo todo) {
                try {
                    closedAtFailure.close();
                } catch (Exception e) {
                    throw todo;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
