package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import netprog.util.Bytes;
import netprog.util.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what travels on an interface while a command runs, and has the command's exit status. */
@Command(name = "capture")
public final class CaptureCommand implements Callable<Integer> {
    /** What Npcap calls the loopback interface of Windows. */
    static final String WINDOWS_LOOPBACK = "\\Device\\NPF_Loopback";

    /** The other side of a connection, and the system, close it a moment after the command has ended. */
    private static final int GRACE_MILLIS = 300;

    private static final int COMMAND_END_SECONDS = 5;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            descriptionKey = "output")
    private Path output;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            descriptionKey = "interface")
    private String networkInterface = WiresharkProgram.WINDOWS ? WINDOWS_LOOPBACK : WiresharkProgram.MAC ? "lo0" : "lo";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            split = ",",
            descriptionKey = "port")
    private List<String> ports = List.of();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", descriptionKey = "command")
    private List<String> command;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private boolean finished; // guarded by this

    /** Records; the exit status is that of the command, 1 where nothing could be recorded, 2 for a wrong command line. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter errors = spec.commandLine().getErr();
        Path file = output != null ? output : Path.of("capture-" + STAMP.format(LocalDateTime.now()) + ".pcapng");
        try (EndOfCaptureDatagram marker = EndOfCaptureDatagram.on(networkInterface)) {
            String filter = marker.orIn(filter());
            try (Dumpcap dumpcap = Dumpcap.start(networkInterface, filter, file, marker)) {
                return record(dumpcap, marker, file);
            }
        } catch (CaptureException e) {
            errors.println(Bytes.escape(e.getMessage()));
            return e.status();
        }
    }

    private int record(Dumpcap dumpcap, EndOfCaptureDatagram marker, Path file)
            throws CaptureException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            dumpcap.close();
            file.toFile().delete();
            throw new CaptureException(2, "capture.command", command.get(0), Dumpcap.reason(e));
        }
        // Ctrl+C ends the command, and this virtual machine; what was recorded is kept and told all the same.
        Thread interrupted = new Thread(() -> {
            process.destroy();
            try {
                process.waitFor(COMMAND_END_SECONDS, TimeUnit.SECONDS);
                finish(dumpcap, marker, file);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (CaptureException e) {
                spec.commandLine().getErr().println(Bytes.escape(e.getMessage()));
            }
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        int status = process.waitFor();
        finish(dumpcap, marker, file);
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // It is running, and finds all done.
        }
        return status;
    }

    /** Ends the recording and says where it is; the second call does nothing. */
    private synchronized void finish(Dumpcap dumpcap, EndOfCaptureDatagram marker, Path file)
            throws CaptureException, InterruptedException {
        if (finished) {
            return;
        }
        finished = true;
        Thread.sleep(GRACE_MILLIS);
        tell(dumpcap.finish(marker), file);
    }

    private void tell(CaptureStream.Result result, Path file) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println(Bytes.escape(MESSAGES.get(
                result.packets() == 1 ? "capture.one" : "capture.done", result.packets(), networkInterface, file)));
        if (result.dropped() > 0) {
            errors.println(MESSAGES.get("capture.dropped", result.dropped()));
        }
        if (result.packets() == 0) {
            errors.println(MESSAGES.get("capture.nothing", EndOfCaptureDatagram.interfaceNames()));
            return;
        }
        errors.println(Bytes.escape(MESSAGES.get("capture.next", file, displayFilter())));
    }

    /** The ports, and the ICMP errors about them; also the later fragments of an IP packet, which have no ports. */
    private String filter() throws CaptureException {
        List<String> parts = new ArrayList<>();
        for (String port : ports) {
            try {
                parts.add("port " + Ports.parse(port.strip(), 1));
            } catch (IllegalArgumentException e) {
                throw new CaptureException(2, "capture.port", e.getMessage());
            }
        }
        if (parts.isEmpty()) {
            return "";
        }
        parts.addAll(List.of("icmp", "icmp6", "ip[6:2] & 0x1fff != 0", "ip6 proto 44"));
        return String.join(" or ", parts);
    }

    private String displayFilter() {
        if (ports.isEmpty()) {
            return "tcp or udp or icmp or icmpv6";
        }
        return ports.stream()
                .map(port -> "tcp.port == " + port.strip() + " or udp.port == " + port.strip())
                .collect(Collectors.joining(" or "));
    }
}
