package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On Linux the messages of Java's exceptions are in the user's language: the causes are told apart there as well. */
@EnabledOnOs(OS.LINUX)
class NetworkErrorsIT {
    /** A network of its own, in which ports below 1024 are reserved, even if root runs the test. */
    private static final String WITHOUT_PRIVILEGES =
            "ip link set lo up && exec setpriv --bounding-set=-net_bind_service --inh-caps=-net_bind_service \"$@\"";

    @TempDir
    private Path locales;

    /** A language that {@link NetworkErrors} does not know. */
    @Test
    void causesAreDistinguishedInGerman() throws Exception {
        assertCauses("de_DE", "Die Adresse wird bereits verwendet", "Das Netzwerk ist nicht erreichbar");
    }

    @Test
    @Tag("full")
    void causesAreDistinguishedInKorean() throws Exception {
        assertCauses("ko_KR", "주소가 이미 사용 중입니다", "네트워크가 접근 불가능합니다");
    }

    private void assertCauses(String locale, String inUse, String unreachable) throws Exception {
        makeLocale(locale);
        String unshare = SystemProgram.find("unshare", "util-linux");
        try (Program allowed = Program.start(unshare, "-rn", "true")) {
            Assumptions.assumeTrue(allowed.awaitExit() == 0, "needs the right to make a network: " + allowed);
        }
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("setpriv", "util-linux");
        List<String> command = new ArrayList<>(List.of(unshare, "-rn", "sh", "-c", WITHOUT_PRIVILEGES, "sh"));
        command.addAll(Probe.java(List.of("-Duser.language=en"), NetworkErrorsIT.class));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LOCPATH", locales.toString());
        builder.environment().put("LC_ALL", locale + ".UTF-8");
        builder.environment().remove("LANGUAGE");
        try (Program program = Program.start(builder)) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
            assertThat(program.output().lines())
                    .containsExactly(
                            "in-use: " + inUse,
                            "in-use: " + inUse,
                            "not-local",
                            "not-local",
                            "not-permitted",
                            "not-permitted",
                            "unreachable: " + unreachable,
                            "refused");
        }
    }

    private void makeLocale(String name) throws Exception {
        SystemProgram.find("locale-gen", "locales"); // the package has the locales' sources and translations
        String localedef = SystemProgram.find("localedef", "libc-bin");
        String folder = locales.resolve(name + ".UTF-8").toString();
        try (Program program = Program.start(localedef, "-i", name, "-f", "UTF-8", folder)) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
        }
    }

    /** Meets one error after the other, and prints the cause of each. */
    public static void main(String[] args) throws IOException {
        InetSocketAddress elsewhere = new InetSocketAddress("198.51.100.1", 0); // for documentation, RFC 5737
        try (ServerSocket tcp = new ServerSocket(0, 1, Wire.local(0).getAddress());
                DatagramSocket udp = new DatagramSocket(Wire.local(0));
                Socket silent = new Socket()) {
            silent.bind(Wire.local(0)); // holds the port, and does not listen
            printWithText(tcpBind(tcp.getLocalSocketAddress()), "tcp");
            printWithText(udpBind(udp.getLocalSocketAddress()), "udp");
            print(tcpBind(elsewhere), "tcp");
            print(udpBind(elsewhere), "udp");
            print(tcpBind(Wire.local(80)), "tcp");
            print(udpBind(Wire.local(80)), "udp");
            printWithText(connect(new InetSocketAddress("127.255.255.255", 9)), "tcp");
            print(connect(silent.getLocalSocketAddress()), "tcp");
        }
    }

    private static void print(IOException e, String protocol) {
        Terminal.screen().println(NetworkErrors.cause(e, protocol));
    }

    private static void printWithText(IOException e, String protocol) {
        Terminal.screen().println(NetworkErrors.cause(e, protocol) + ": " + e.getMessage());
    }

    private static IOException tcpBind(SocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            throw new IllegalStateException("bound");
        } catch (IOException e) {
            return e;
        }
    }

    private static IOException udpBind(SocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket(address)) {
            throw new IllegalStateException("bound " + socket.getLocalSocketAddress());
        } catch (IOException e) {
            return e;
        }
    }

    private static IOException connect(SocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            throw new IllegalStateException("connected");
        } catch (IOException e) {
            return e;
        }
    }
}
