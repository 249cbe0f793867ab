package netprog.netlab.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running dumpcap. It writes to a pipe, which it flushes after each packet, and {@link CaptureStream} copies the pipe to
 * the file: so the file is whole whenever and however dumpcap ends, and the end of a recording is an event, not a guess.
 *
 * <p>On Linux and macOS dumpcap stands behind a shell that ends it when this process is gone, however that happens; it is out
 * of reach of the terminal's Ctrl+C, which is meant for the command.
 */
final class Dumpcap implements AutoCloseable {
    private static final int START_SECONDS = 20;
    private static final int END_SECONDS = 5;
    private static final int MOST_LINES = 100;
    private static final Pattern DROPPED = Pattern.compile("received/dropped on interface .*: \\d+/(\\d+)");

    /** Ends "$@" when standard input ends, and has its exit status. */
    private static final String GUARD = "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!;"
            + " { cat <&3; kill $child; } >/dev/null 2>&1 & wait $child";

    private final Process process;
    private final CaptureStream stream;
    private final List<String> lines = new ArrayList<>(); // guarded by itself
    private final CountDownLatch started = new CountDownLatch(1);
    private final Thread errors;

    private Dumpcap(Process process, OutputStream file, byte[] marker) {
        this.process = process;
        this.stream = new CaptureStream(process.getInputStream(), file, marker);
        this.errors = new Thread(this::readErrors, "dumpcap-errors");
        errors.setDaemon(true);
        errors.start();
    }

    /**
     * Starts to record, and returns when dumpcap says that it does.
     *
     * @param networkInterface its name, such as {@code lo}
     * @param filter in the language of pcap; empty for none
     * @param file what is written, in the format pcapng
     * @param marker the packet that ends the recording
     * @return the running dumpcap
     * @throws CaptureException if dumpcap is missing, may not, or cannot
     */
    static Dumpcap start(String networkInterface, String filter, Path file, EndOfCaptureDatagram marker)
            throws CaptureException {
        String program = WiresharkProgram.find("dumpcap", "missing.dumpcap");
        if (!Files.isExecutable(Path.of(program))) {
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
            dumpcap = new Dumpcap(command.start(), out, marker.token());
            dumpcap.awaitStart(networkInterface);
            return dumpcap;
        } catch (IOException e) {
            discard(dumpcap, out, file);
            throw new CaptureException(1, "capture.failed", reason(e));
        } catch (CaptureException e) {
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
        if (!WiresharkProgram.WINDOWS) {
            Path setsid = WiresharkProgram.search("setsid");
            if (setsid != null) {
                command.add(setsid.toString());
            }
            command.addAll(List.of("sh", "-c", GUARD, "dumpcap"));
        }
        command.addAll(List.of(program, "-q", "-i", networkInterface, "-w", "-"));
        if (!filter.isEmpty()) {
            command.addAll(List.of("-f", filter));
        }
        return command;
    }

    private void awaitStart(String networkInterface) throws CaptureException {
        try {
            if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
                throw new CaptureException(1, "capture.slow", START_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureException(1, "capture.failed", e);
        }
        String said = said();
        if (!said.contains("\nFile: ")) {
            throw explain(networkInterface, said);
        }
    }

    /** From dumpcap's words to the cause. */
    private static CaptureException explain(String networkInterface, String said) {
        String small = said.toLowerCase(Locale.ROOT);
        if (small.contains("permission") || small.contains("not permitted")) {
            return new CaptureException(1, "capture.permission", networkInterface);
        } else if (small.contains("no device named")
                || small.contains("no such device")
                || small.contains("no interface")) {
            return new CaptureException(
                    2, "capture.no-interface", networkInterface, EndOfCaptureDatagram.interfaceNames());
        } else if (small.contains("is not up") || small.contains("network is down")) {
            return new CaptureException(1, "capture.down", networkInterface);
        }
        String line = said.lines()
                .filter(each -> each.startsWith("dumpcap: "))
                .findFirst()
                .orElse(said.strip());
        return new CaptureException(1, "capture.failed", line.replaceFirst("^dumpcap: ", ""));
    }

    /**
     * Waits until all that has travelled so far is in the file, then ends dumpcap.
     *
     * @param end sends the packet with the marker
     * @return what was recorded
     * @throws CaptureException if the file could not be written
     */
    CaptureStream.Result finish(EndOfCaptureDatagram end) throws CaptureException {
        stream.awaitEnd(end.send(), END_SECONDS);
        close();
        Matcher dropped = DROPPED.matcher(said());
        return stream.result(dropped.find() ? Long.parseLong(dropped.group(1)) : 0);
    }

    /** Ends dumpcap, and waits until it has ended. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // the guard's sign
        } catch (IOException e) {
            // It has ended already.
        }
        if (WiresharkProgram.WINDOWS) {
            process.destroy();
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            stream.join(END_SECONDS);
            errors.join(END_SECONDS * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void readErrors() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                synchronized (lines) {
                    if (lines.size() < MOST_LINES) {
                        lines.add(line);
                    }
                }
                if (line.startsWith("File: ")) {
                    started.countDown();
                }
            }
        } catch (IOException e) {
            // It was ended by force.
        } finally {
            started.countDown();
        }
    }

    private String said() {
        synchronized (lines) {
            return "\n" + String.join("\n", lines);
        }
    }

    /** The cause in few words: Java repeats the file's or the program's name, which stands in our sentence already. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return CaptureException.MESSAGES.get("reason.no-folder");
        } else if (e instanceof AccessDeniedException) {
            return CaptureException.MESSAGES.get("reason.denied");
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceFirst("^Cannot run program .*: error=\\d+, ", "");
    }
}
