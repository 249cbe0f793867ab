package netprog.week03;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;

/** The runnable jar of this week, as {@code java -jar} starts it. */
final class Week03Jar {
    static final String FILE = Path.of(System.getProperty("netprog.top"), "week03-time/target/week03-time.jar")
            .toString();

    /** Each runs for a moment: to compile anything costs more than it saves. */
    private static final String QUICK = "-Xint";

    private Week03Jar() {}

    /** Starts a program in English, in the time zone UTC. */
    static Program start(String... args) throws IOException {
        return start(List.of("-Duser.language=en", "-Duser.timezone=UTC"), args);
    }

    /** The port of a server that has answered once, to a peer with a longer timeout than that of our clients. */
    static int port(String protocol, Program server) throws IOException {
        if (protocol.equals("udp")) {
            return server.answeringPort();
        }
        int port = server.listeningPort();
        boolean ipv6 = server.output().startsWith("listening on tcp [");
        try (TcpPeer first = TcpPeer.connect(ipv6 ? Wire.local6(port) : Wire.local(port))) {
            first.receive(1);
        }
        return port;
    }

    static Program start(List<String> options, String... args) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add(QUICK);
        return Program.java(all, Path.of(FILE), args);
    }

    /** Lets another program start ours, in English, in the time zone UTC. */
    static Program startUnder(List<String> starter, String... args) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(QUICK, "-Duser.language=en", "-Duser.timezone=UTC", "-jar", FILE));
        command.addAll(List.of(args));
        return Program.start(command.toArray(new String[0]));
    }
}
