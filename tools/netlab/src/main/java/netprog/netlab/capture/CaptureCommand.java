package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;
import static netprog.netlab.capture.CaptureException.reason;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.PortConverter;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records the packets of an interface while a command runs, and has the command's exit status. */
@Command(name = "capture")
public final class CaptureCommand implements Callable<Integer> {
    /** Npcap's name of the loopback interface of Windows. */
    static final String WINDOWS_LOOPBACK = "\\Device\\NPF_Loopback";

    /** The other side of a connection, and the system, close it a moment after the command has ended. */
    private static final int GRACE_MILLIS = 300;

    private static final int COMMAND_END_SECONDS = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /**
     * The packets of a port ({0}), and the ICMP errors about them: a packet of IPv4 with its options stands at byte 8 of the
     * error, one of IPv6, of 40 bytes, at byte 48 of the packet; its port numbers come next, if it is TCP (6) or UDP (17).
     */
    private static final String PORT_FILTER = "port {0}"
            + " or (icmp and (icmp[0] = 3 or icmp[0] = 4 or icmp[0] = 5 or icmp[0] = 11 or icmp[0] = 12)"
            + " and (icmp[17] = 6 or icmp[17] = 17) and (icmp[8 + ((icmp[8] & 0x0f) << 2) : 2] = {0}"
            + " or icmp[10 + ((icmp[8] & 0x0f) << 2) : 2] = {0}))"
            + " or (icmp6 and ip6[40] < 128 and (ip6[54] = 6 or ip6[54] = 17)"
            + " and (ip6[88:2] = {0} or ip6[90:2] = {0}))";

    /** The later fragments of an IP packet, which have no port numbers. */
    private static final String FRAGMENTS = " or ip[6:2] & 0x1fff != 0 or ip6 proto 44";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            descriptionKey = "output")
    private Path output;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            descriptionKey = "interface")
    private String networkInterface = OsFamily.choose("lo", "lo0", WINDOWS_LOOPBACK);

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            split = ",",
            converter = PortConverter.class,
            descriptionKey = "port")
    private List<Integer> ports = List.of();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", descriptionKey = "command")
    private List<String> command;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private boolean finished; // guarded by this

    /** Records; the exit status is that of the command, 1 if the recording failed, 2 for a wrong command line. */
    @Override
    public Integer call() throws InterruptedException {
        Path file = output != null ? output : Path.of("capture-" + TIME.format(LocalDateTime.now()) + ".pcapng");
        if (file.toString().equals("-")) {
            spec.commandLine().getErr().println(MESSAGES.get("capture.stdout"));
            return 2;
        }
        String filter = ports.stream()
                .map(port -> PORT_FILTER.replace("{0}", port.toString()))
                .collect(Collectors.joining(" or ", "", ports.isEmpty() ? "" : FRAGMENTS));
        try (EndOfCaptureDatagram end = EndOfCaptureDatagram.on(networkInterface);
                Dumpcap dumpcap = Dumpcap.start(networkInterface, end.acceptedBy(filter), file, end)) {
            return record(dumpcap, end, file);
        } catch (CaptureException e) {
            spec.commandLine().getErr().println(Bytes.escape(e.getMessage()));
            return e.status();
        }
    }

    private int record(Dumpcap dumpcap, EndOfCaptureDatagram end, Path file)
            throws CaptureException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            dumpcap.close();
            file.toFile().delete();
            throw new CaptureException(2, "capture.command", command.get(0), reason(e));
        }
        // Ctrl+C ends the command, and this virtual machine; what was recorded is kept and reported all the same.
        Thread interrupted = new Thread(() -> {
            process.destroy();
            try {
                process.waitFor(COMMAND_END_SECONDS, TimeUnit.SECONDS);
                finish(dumpcap, end, file);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (CaptureException e) {
                spec.commandLine().getErr().println(Bytes.escape(e.getMessage()));
            }
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        int status = process.waitFor();
        finish(dumpcap, end, file);
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // It is running, and finds nothing left to do.
        }
        return status;
    }

    /** Ends the recording and prints where it is; the second call does nothing. */
    private synchronized void finish(Dumpcap dumpcap, EndOfCaptureDatagram end, Path file)
            throws CaptureException, InterruptedException {
        if (finished) {
            return;
        }
        finished = true;
        Thread.sleep(GRACE_MILLIS);
        CaptureStream.Result result = dumpcap.finish(end);
        PrintWriter errors = spec.commandLine().getErr();
        errors.println(Bytes.escape(MESSAGES.get(
                result.packets() == 1 ? "capture.one" : "capture.done", result.packets(), networkInterface, file)));
        if (result.dropped() > 0) {
            errors.println(MESSAGES.get("capture.dropped", result.dropped()));
        }
        if (result.packets() == 0) {
            errors.println(MESSAGES.get("capture.nothing", EndOfCaptureDatagram.interfaceNames()));
        } else {
            errors.println(Bytes.escape(MESSAGES.get("capture.next", file, displayFilter())));
        }
    }

    private String displayFilter() {
        return ports.isEmpty()
                ? "tcp or udp or icmp or icmpv6"
                : ports.stream()
                        .map(port -> "tcp.port == " + port + " or udp.port == " + port)
                        .collect(Collectors.joining(" or "));
    }
}
