package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.reason;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.wire.ProcessOutput;

/**
 * A running dumpcap. It writes to a pipe, which it flushes after each packet, and {@link CaptureStream} copies the pipe to
 * the file: so the file is complete whenever and however dumpcap ends, and the end of a recording does not have to be guessed.
 *
 * <p>On Linux and macOS a shell around dumpcap ends it when this process has ended, in whatever way; the terminal's Ctrl+C,
 * which is meant for the command, does not reach it.
 */
final class Dumpcap implements AutoCloseable {
    private static final int START_SECONDS = 20;
    private static final int END_SECONDS = 5;
    private static final Pattern STARTED = Pattern.compile("(?m)^File: .*\\R");
    private static final Pattern DROPPED = Pattern.compile("received/dropped on interface .*: \\d+/(\\d+)");

    /** Ends "$@" when standard input ends, and has its exit status. */
    private static final String GUARD = "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!;"
            + " { cat <&3; kill $child; } >/dev/null 2>&1 & wait $child";

    private final Process process;
    private final CaptureStream stream;
    private final ProcessOutput errors;

    private Dumpcap(Process process, OutputStream file, byte[] token) {
        this.process = process;
        this.stream = new CaptureStream(process.getInputStream(), file, token);
        this.errors = new ProcessOutput(process.getErrorStream());
    }

    /**
     * Starts to record, and returns when dumpcap records.
     *
     * @param filter in the language of pcap; empty for none
     * @param file what is written, in the format pcapng
     * @throws CaptureException if dumpcap is missing, has no permission, or fails
     */
    static Dumpcap start(String networkInterface, String filter, Path file, EndOfCaptureDatagram end)
            throws CaptureException, InterruptedException {
        String program = Tshark.program("dumpcap");
        if (!Files.isExecutable(Path.of(program))) { // only the group wireshark may run it
            throw new CaptureException(1, "capture.permission", networkInterface);
        }
        OutputStream out;
        try {
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new CaptureException(1, "capture.file", file, reason(e));
        }
        Dumpcap dumpcap = null;
        try {
            ProcessBuilder command = new ProcessBuilder(command(program, networkInterface, filter));
            command.environment().put("LC_ALL", "C");
            dumpcap = new Dumpcap(command.start(), out, end.token());
            if (dumpcap.errors.await(STARTED, Duration.ofSeconds(START_SECONDS)).isEmpty()) {
                throw dumpcap.explain(networkInterface);
            }
            return dumpcap;
        } catch (IOException e) {
            discard(dumpcap, out, file);
            throw new CaptureException(1, "capture.failed", reason(e));
        } catch (CaptureException | InterruptedException e) {
            discard(dumpcap, out, file);
            throw e;
        }
    }

    private static void discard(Dumpcap dumpcap, OutputStream out, Path file) {
        if (dumpcap != null) {
            dumpcap.close();
        }
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // An empty file stays; the reason for the failure is what the user has to see.
        }
    }

    private static List<String> command(String program, String networkInterface, String filter) {
        List<String> command = new ArrayList<>();
        if (OsFamily.CURRENT != OsFamily.WINDOWS) {
            SystemCommand.find("setsid", List.of()).ifPresent(setsid -> command.add(setsid.toString()));
            command.addAll(List.of("sh", "-c", GUARD, "dumpcap"));
        }
        command.addAll(List.of(program, "-q", "-i", networkInterface, "-w", "-"));
        if (!filter.isEmpty()) {
            command.addAll(List.of("-f", filter));
        }
        return command;
    }

    /** From the error messages of dumpcap to the cause. */
    private CaptureException explain(String networkInterface) {
        if (!errors.hasEnded()) {
            return new CaptureException(1, "capture.slow", START_SECONDS);
        }
        String text = errors.text().strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("permission") || lower.contains("not permitted")) {
            return new CaptureException(1, "capture.permission", networkInterface);
        } else if (lower.contains("no device named")
                || lower.contains("no such device")
                || lower.contains("no interface")) {
            return new CaptureException(
                    2, "capture.no-interface", networkInterface, EndOfCaptureDatagram.interfaceNames());
        } else if (lower.contains("is not up") || lower.contains("network is down")) {
            return new CaptureException(1, "capture.down", networkInterface);
        }
        String line = text.lines()
                .filter(each -> each.startsWith("dumpcap: "))
                .findFirst()
                .orElse(text);
        return new CaptureException(1, "capture.failed", line.replaceFirst("^dumpcap: ", ""));
    }

    /**
     * Waits until all packets so far are in the file, then ends dumpcap.
     *
     * @throws CaptureException if the file could not be written
     */
    CaptureStream.Result finish(EndOfCaptureDatagram end) throws CaptureException, InterruptedException {
        stream.awaitEnd(end.send(), END_SECONDS);
        close();
        Matcher dropped = DROPPED.matcher(errors.text());
        return stream.result(dropped.find() ? Long.parseLong(dropped.group(1)) : 0);
    }

    /** Ends dumpcap, and waits until it has ended. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // for the shell around it
        } catch (IOException e) {
            // It has ended already.
        }
        if (OsFamily.CURRENT == OsFamily.WINDOWS) {
            process.destroy();
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            stream.join(END_SECONDS);
            errors.awaitEnd(Duration.ofSeconds(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
