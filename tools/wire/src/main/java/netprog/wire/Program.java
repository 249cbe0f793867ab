package netprog.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running process: its keyboard, its screen, its exit status. Text is UTF-8; its lines end with {@code \n} on every system
 * ({@link #outputBytes} has the bytes as they came). Each wait has a timeout, at the end of which it throws a
 * {@link ProgramException}; of each output stream the first {@link ProcessOutput#MAX_BYTES} are kept; closing ends the
 * process, whatever it does.
 */
public final class Program implements AutoCloseable {
    /** How long a wait may last; generous, because machines are shared, and only failures take as long. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (?:tcp|udp) (\\S+):(\\d+)$");

    private final List<String> command;
    private final Process process;
    private final ProcessOutput out;
    private final ProcessOutput err;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new ProcessOutput(process.getInputStream());
        this.err = new ProcessOutput(process.getErrorStream());
    }

    /**
     * Starts a command of the system.
     *
     * @throws IOException if it cannot be started
     */
    public static Program start(String... command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    /**
     * Starts a command whose environment or folder was set.
     *
     * @param builder the command; its standard streams must be pipes, which is the default
     * @throws IOException if it cannot be started
     */
    public static Program start(ProcessBuilder builder) throws IOException {
        return new Program(List.copyOf(builder.command()), builder.start());
    }

    /**
     * Starts a runnable jar with the Java that runs this class; keyboard and screen are UTF-8, the language is English.
     *
     * @throws IOException if it cannot be started
     */
    public static Program jar(Path jar, String... args) throws IOException {
        return java(List.of("-Duser.language=en"), jar, args);
    }

    /**
     * Starts a runnable jar with options for the Java virtual machine.
     *
     * @param options such as {@code -Duser.language=ko}; they override those that this class sets
     * @throws IOException if it cannot be started
     */
    public static Program java(List<String> options, Path jar, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it runs for a second: the quick compiler is the better one
        command.addAll(List.of("-Dstdin.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(args));
        return start(new ProcessBuilder(command));
    }

    /** Waits for the line {@code listening on tcp ADDRESS:PORT} of a server of the course, and returns the port. */
    public int listeningPort() {
        return Integer.parseInt(awaitOutput(LISTENING).group(2));
    }

    /**
     * Waits until a UDP server of the course on this machine has answered a first, empty datagram, and returns its port. On a
     * busy machine a JVM that has just started may need longer for its first answer than our clients wait.
     *
     * @throws IOException if there is no answer
     */
    public int answeringPort() throws IOException {
        boolean ipv6 = awaitOutput(LISTENING).group(1).startsWith("[");
        int port = listeningPort();
        try (DatagramSocket first = new DatagramSocket(ipv6 ? Wire.local6(0) : Wire.local(0))) {
            first.setSoTimeout((int) TIMEOUT.toMillis());
            first.send(new DatagramPacket(new byte[0], 0, ipv6 ? Wire.local6(port) : Wire.local(port)));
            first.receive(new DatagramPacket(new byte[1], 1));
        }
        return port;
    }

    /** Waits until standard output, from its beginning, holds a match, and returns the first one. */
    public Matcher awaitOutput(Pattern pattern) {
        return awaitOutput(pattern, pattern.pattern());
    }

    /** Waits until standard output holds exactly this text. */
    public Program awaitOutput(String text) {
        awaitOutput(Pattern.compile(Pattern.quote(text)), text);
        return this;
    }

    private Matcher awaitOutput(Pattern pattern, String shown) {
        long start = System.nanoTime();
        try {
            return out.await(pattern, TIMEOUT).orElseThrow(() -> late("\"" + shown + "\"", start));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Types a line.
     *
     * @param line without its line end
     * @throws IOException if the program has closed its standard input
     */
    public Program type(String line) throws IOException {
        return typeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes to standard input.
     *
     * @throws IOException if the program has closed its standard input
     */
    public Program typeBytes(byte[] bytes) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(bytes);
        keyboard.flush();
        return this;
    }

    /**
     * Ends standard input, as Ctrl+D does.
     *
     * @throws IOException if what was typed before cannot be written
     */
    public Program endInput() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    /** Waits for the end of the program and of its output, and returns its exit status. */
    public int awaitExit() {
        return awaitExit(TIMEOUT);
    }

    /** The same, for a program that may need more or less time than {@link #TIMEOUT}. */
    public int awaitExit(Duration timeout) {
        long start = System.nanoTime();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw late("its end", start);
            }
            // A process that it started may still hold its streams.
            if (!out.awaitEnd(TIMEOUT) || !err.awaitEnd(TIMEOUT)) {
                throw late("the end of its output", start);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Tells whether the program still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the number by which the system knows the process. */
    public long pid() {
        return process.pid();
    }

    /** Returns what has come on standard output so far. */
    public String output() {
        return out.text();
    }

    /** Returns a copy of the bytes that have come on standard output so far. */
    public byte[] outputBytes() {
        return out.bytes();
    }

    /** Returns what has come on standard error so far. */
    public String errors() {
        return err.text();
    }

    /** Ends the process at once, with the processes that it started. */
    @Override
    public void close() {
        if (process.isAlive()) { // looking for its children means to look at every process of the machine
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try {
            process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + (isAlive() ? " (runs)" : " (status " + process.exitValue() + ")")
                + "\n--- standard output\n" + output() + "--- standard error\n" + errors() + "---";
    }

    /** Says what did not come, how long it was waited for, and what the program has done instead. */
    private ProgramException late(String what, long start) {
        String waited = String.format(Locale.ROOT, "waited %.1f s for ", (System.nanoTime() - start) / 1e9);
        boolean ended = out.hasEnded();
        try {
            if (ended) {
                process.waitFor(1, TimeUnit.SECONDS); // its status follows the end of its output within milliseconds
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return new ProgramException(waited + what + (ended ? ", until its output ended: " : ": ") + this);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
