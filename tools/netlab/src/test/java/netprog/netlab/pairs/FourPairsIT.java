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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Linux and Windows, client and server: the real programs of both, the Windows JVM on Wine over the TCP of Linux. The results
 * must be those in docs/lab/four-pairs; the same pages are written to tools/netlab/target/four-pairs.
 */
@Tag("full")
class FourPairsIT {
    @TempDir
    private static Path folder;

    private static PairHosts hosts;

    @BeforeAll
    static void start() throws IOException {
        hosts = new PairHosts(folder);
    }

    @AfterAll
    static void close() throws IOException {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void everyServerWorksWithEveryClient() throws Exception {
        new Interoperability(hosts).document().compare();
    }

    @Test
    void koreanText() throws Exception {
        new Encodings(hosts, folder).document().compare();
    }

    @Test
    void lineEnds() throws Exception {
        new LineEnds(hosts).document().compare();
    }

    @Test
    void failures() throws Exception {
        new Failures(hosts).document().compare();
    }

    /** On Windows a UDP socket whose datagram met a closed port may report that at its next receive; no server ends then. */
    @ParameterizedTest
    @EnumSource(Platform.class)
    void aUdpServerSurvivesAClientThatIsGone(Platform platform) throws IOException {
        for (PairService service : PairService.values()) {
            try (Program server = hosts.server(platform, service, "udp")) {
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
