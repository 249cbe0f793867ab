package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import netprog.wire.Program;
import netprog.wire.ServerThread;
import netprog.wire.TcpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpEchoServerTest {
    private ServerThread server;

    @BeforeEach
    void start() throws IOException {
        server = ServerThread.tcp(TcpEchoServer::serve);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void sendsEveryByteBackAsItIs() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] odd = {0x00, (byte) 0xff, 0x0d, 0x0a, 0x41};

        try (TcpPeer client = TcpPeer.connect(server.address())) {
            assertThat(client.send(odd).receive(5)).isEqualTo(odd);
            assertThat(client.send(all).receive(256)).isEqualTo(all);
        }
    }

    @Test
    void sendsWhatIsLeftAndClosesWhenTheClientHalfCloses() throws IOException {
        byte[] much = random(100_000);

        try (TcpPeer client = TcpPeer.connect(server.address())) {
            client.dribble(much, 9999).halfClose();
            assertThat(client.receiveToEnd()).isEqualTo(much);
        }
        try (TcpPeer client = TcpPeer.connect(server.address())) {
            assertThat(client.halfClose().receiveToEnd()).isEmpty();
        }
    }

    @Test
    void echoes64MegabytesThatAreReadWhileTheyAreWritten() throws Exception {
        byte[] piece = random(1 << 16);

        try (TcpPeer client = TcpPeer.connect(server.address())) {
            FutureTask<TcpPeer> writer = new FutureTask<>(() -> {
                for (int i = 0; i < 1024; i++) {
                    client.send(piece);
                }
                return client.halfClose();
            });
            new Thread(writer).start();
            for (int i = 0; i < 1024; i++) {
                assertThat(client.receive(1 << 16)).isEqualTo(piece);
            }
            assertThat(client.receiveToEnd()).isEmpty();
            writer.get(Program.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void servesOthersWhileOneClientIsSilent() throws IOException {
        try (TcpPeer silent = TcpPeer.connect(server.address());
                TcpPeer second = TcpPeer.connect(server.address());
                TcpPeer third = TcpPeer.connect(server.address())) {
            assertThat(third.send(bytes("third")).receive(5)).isEqualTo(bytes("third"));
            assertThat(second.send(bytes("second")).receive(6)).isEqualTo(bytes("second"));
            assertThat(third.send(bytes("again")).receive(5)).isEqualTo(bytes("again"));
            assertThat(silent.send(bytes("silent")).receive(6)).isEqualTo(bytes("silent"));
        }
    }

    /** The C client ends so as well, sometimes: it does not wait for the echo of "exit", and closes with unread data. */
    @Test
    void aClientThatResetsHasLeftAndTheNextOneIsServed() throws IOException {
        TcpPeer before = TcpPeer.connect(server.address());
        before.reset();

        TcpPeer between = TcpPeer.connect(server.address());
        between.send(bytes("abc")).receive(3);
        between.reset();

        TcpPeer during = TcpPeer.connect(server.address());
        during.send(random(100_000)).receive(1);
        during.reset();

        for (TcpPeer client : List.of(before, between, during)) {
            server.awaitLog("left: 127.0.0.1:" + client.localAddress().getPort() + " \\(.+\\)");
        }
        try (TcpPeer next = TcpPeer.connect(server.address())) {
            assertThat(next.send(bytes("abc")).receive(3)).isEqualTo(bytes("abc"));
        }
    }

    @Test
    void echoesExitLikeAnyOtherLine() throws IOException {
        try (TcpPeer client = TcpPeer.connect(server.address())) {
            assertThat(client.send(bytes("exit\n")).receive(5)).isEqualTo(bytes("exit\n"));
            assertThat(client.send(bytes("more\n")).receive(5)).isEqualTo(bytes("more\n"));
        }
    }

    @Test
    void logsWhoConnectsWhatIsSentAndWhoLeaves() throws IOException {
        try (TcpPeer client = TcpPeer.connect(server.address())) {
            String who = "127.0.0.1:" + client.localAddress().getPort();

            client.send(bytes("abc\n")).receive(4);
            assertThat(client.halfClose().receiveToEnd()).isEmpty();

            server.assertLogged("connected: " + who);
            server.assertLogged("echoed to " + who + ": 4 bytes \"abc\\n\"");
            server.assertLogged("left: " + who);
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(4).nextBytes(bytes);
        return bytes;
    }
}
