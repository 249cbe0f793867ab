package netprog.netlab.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import netprog.wire.Program;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Linux and Windows, client and server: the real programs of both, the Windows JVM on Wine over the TCP of Linux. What is
 * seen must be what docs/lab/four-pairs says; the same pages are written anew to tools/netlab/target/four-pairs.
 */
class FourPairsIT {
    @TempDir
    private static Path folder;

    private static PairHosts machines;

    @BeforeAll
    static void makeTheMachines() throws IOException {
        machines = new PairHosts(folder);
    }

    @AfterAll
    static void endTheWindows() throws IOException {
        if (machines != null) {
            machines.close();
        }
    }

    @Test
    void everyServerTalksWithEveryClient() throws Exception {
        new Interoperability(machines).document().compare();
    }

    @Test
    void koreanText() throws Exception {
        new Encodings(machines, folder).document().compare();
    }

    @Test
    void lineEnds() throws Exception {
        new LineEnds(machines).document().compare();
    }

    @Test
    void failures() throws Exception {
        new Failures(machines).document().compare();
    }

    /** On Windows a UDP socket whose datagram met a closed port may say so when it receives next; no server ends by that. */
    @ParameterizedTest
    @EnumSource(Platform.class)
    void aUdpServerSurvivesAClientThatIsGone(Platform side) throws IOException {
        for (PairService service : PairService.values()) {
            try (Program server = machines.server(side, service, "udp")) {
                InetSocketAddress address = Wire.local(server.listeningPort());
                for (int i = 0; i < 3; i++) {
                    try (UdpPeer gone = new UdpPeer(Wire.local(0))) {
                        gone.send(Wire.frame("1 a"), address);
                    }
                }
                try (UdpPeer client = new UdpPeer(Wire.local(0))) {
                    assertThat(client.send(Wire.frame("1 a"), address).receive().data())
                            .isNotEmpty();
                }
            }
        }
    }
}
