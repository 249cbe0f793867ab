package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a Linux that speaks Korean the exceptions of Java do so too: the causes are told apart there as well. */
@EnabledOnOs(OS.LINUX)
class NetworkErrorsIT {
    @TempDir
    private static Path locales;

    @BeforeAll
    static void makeTheKoreanLocale() throws Exception {
        SystemProgram.find("locale-gen", "locales"); // the package has Korean and its translations
        String localedef = SystemProgram.find("localedef", "libc-bin");
        String folder = locales.resolve("ko_KR.UTF-8").toString();
        try (Program program = Program.start(localedef, "-i", "ko_KR", "-f", "UTF-8", folder)) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
        }
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket owner = TcpPeer.listen()) {
            String port = "" + owner.getLocalPort();
            assertThat(lineOf("tcp-server", port, "--bind", "127.0.0.1"))
                    .startsWith("사용 중(in use): ")
                    .contains(port);
        }
    }

    @Test
    void anAddressOfAnotherMachine() throws Exception {
        assertThat(lineOf("tcp-server", "0", "--bind", "198.51.100.1")).startsWith("이 컴퓨터의 주소가 아님: ");
    }

    @Test
    void noWayThere() throws Exception {
        assertThat(lineOf("tcp-client", "127.255.255.255"))
                .startsWith("갈 수 없음(unreachable): ")
                .contains("네트워크가 접근 불가능합니다");
    }

    @Test
    void nobodyListens() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(Wire.local(0)); // holds the port, and does not listen
            assertThat(lineOf("tcp-client", "127.0.0.1", "" + bound.getLocalPort()))
                    .startsWith("거부됨(refused): ");
        }
    }

    private static String lineOf(String... args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Probe.command(List.of(), args));
        builder.environment().put("LOCPATH", locales.toString());
        builder.environment().put("LC_ALL", "ko_KR.UTF-8");
        builder.environment().remove("LANGUAGE");
        try (Program program = Program.start(builder)) {
            assertThat(program.awaitExit()).as("%s", program).isEqualTo(1);
            assertThat(program.errors().lines()).hasSize(1);
            return program.errors();
        }
    }
}
