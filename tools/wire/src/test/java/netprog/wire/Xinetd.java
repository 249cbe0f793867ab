package netprog.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts xinetd with one of its internal services (echo, time, daytime), over TCP and UDP, in the time zone UTC. */
public final class Xinetd {
    private static final String SERVICE = """
            service %1$s
            {
                id = %1$s-%2$s
                type = INTERNAL UNLISTED
                protocol = %2$s
                socket_type = %3$s
                wait = %4$s
                port = %5$d
                bind = 127.0.0.1
                user = %6$s
            }
            """;

    private Xinetd() {}

    /** Starts the service; its files are written to an empty folder. */
    public static ChosenPort start(String service, Path folder) throws IOException {
        String xinetd = SystemProgram.find("xinetd", "xinetd");
        String user = System.getProperty("user.name");
        Path configuration = folder.resolve("xinetd.conf");
        Path log = folder.resolve("log");
        return ChosenPort.start(
                port -> {
                    Files.deleteIfExists(log);
                    Files.writeString(
                            configuration,
                            SERVICE.formatted(service, "tcp", "stream", "no", port, user)
                                    + SERVICE.formatted(service, "udp", "dgram", "yes", port, user));
                    ProcessBuilder builder = new ProcessBuilder(xinetd, "-dontfork", "-f", configuration.toString());
                    builder.command().addAll(List.of("-filelog", log.toString()));
                    builder.command().addAll(List.of("-pidfile", folder.resolve("pid") + ""));
                    builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
                    return Program.start(builder);
                },
                program -> hasStarted(log, program));
    }

    private static boolean hasStarted(Path log, Program xinetd) {
        try {
            String lines = Files.exists(log) ? Files.readString(log) : "";
            boolean both = lines.contains("Started working: 2 ");
            if (lines.contains("Started working: ") && !both) {
                xinetd.close(); // the port was taken, and xinetd would go on without the service
            }
            return both;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
