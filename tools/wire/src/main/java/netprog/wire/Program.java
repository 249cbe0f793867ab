package netprog.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program under test, as a real process: its keyboard, its screen, its exit status. Text travels as UTF-8; its lines end
 * with {@code \n} on every system ({@link #outputBytes} has what really came). Every wait is bounded, output is kept up to {@value #MOST_OUTPUT} bytes a stream, and closing ends the process whatever it does.
 */
public final class Program implements AutoCloseable {
    /** How long a wait lasts at most before it fails; generous, because machines are shared: only failures take as long. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_OUTPUT = 1 << 22;
    private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (?:tcp|udp) (\\S+):(\\d+)$");

    private final List<String> command;
    private final Process process;
    private final Output out;
    private final Output err;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    /**
     * Starts a command of the system.
     *
     * @param command the program and its arguments
     * @return the running program
     * @throws IOException if it cannot be started
     */
    public static Program start(String... command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    /**
     * Starts a command whose environment or folder was set.
     *
     * @param builder the command; its standard streams must be pipes, as they are from the start
     * @return the running program
     * @throws IOException if it cannot be started
     */
    public static Program start(ProcessBuilder builder) throws IOException {
        return new Program(List.copyOf(builder.command()), builder.start());
    }

    /**
     * Starts a runnable jar with the Java that runs the tests; keyboard and screen are UTF-8, the language is English.
     *
     * @param jar the jar's file
     * @param args its arguments
     * @return the running program
     * @throws IOException if it cannot be started
     */
    public static Program jar(Path jar, String... args) throws IOException {
        return java(List.of("-Duser.language=en"), jar, args);
    }

    /**
     * Starts a runnable jar with options for the Java virtual machine.
     *
     * @param options such as {@code -Duser.language=ko}; a later one wins over the ones that this class sets
     * @param jar the jar's file
     * @param args its arguments
     * @return the running program
     * @throws IOException if it cannot be started
     */
    public static Program java(List<String> options, Path jar, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it lives for a second: the quick compiler is the better one
        command.addAll(List.of("-Dstdin.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(args));
        return start(new ProcessBuilder(command));
    }

    /**
     * Waits for the line {@code listening on tcp ADDRESS:PORT} of a server of the course.
     *
     * @return the port
     */
    public int listeningPort() {
        return Integer.parseInt(awaitOutput(LISTENING).group(2));
    }

    /**
     * Waits until a UDP server of the course on this machine has answered a first, empty datagram. On a busy machine a JVM
     * that has just started may need longer for its first answer than our clients wait.
     *
     * @return the port
     * @throws IOException if there is no answer
     */
    public int answeringPort() throws IOException {
        boolean ipv6 = awaitOutput(LISTENING).group(1).startsWith("[");
        int port = listeningPort();
        try (DatagramSocket first = new DatagramSocket(ipv6 ? Wire.local6(0) : Wire.local(0))) {
            first.setSoTimeout((int) PATIENCE.toMillis());
            first.send(new DatagramPacket(new byte[0], 0, ipv6 ? Wire.local6(port) : Wire.local(port)));
            first.receive(new DatagramPacket(new byte[1], 1));
        }
        return port;
    }

    /**
     * Waits until standard output holds what the pattern finds.
     *
     * @param pattern looked for anywhere in all that came so far
     * @return the first match
     */
    public Matcher awaitOutput(Pattern pattern) {
        return out.await(pattern);
    }

    /**
     * Waits until standard output holds a text.
     *
     * @param text exact
     * @return this program
     */
    public Program awaitOutput(String text) {
        out.await(Pattern.compile(Pattern.quote(text)));
        return this;
    }

    /**
     * Types a line.
     *
     * @param line without its line end
     * @return this program
     * @throws IOException if the program has closed its standard input
     */
    public Program type(String line) throws IOException {
        return typeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes to standard input.
     *
     * @param bytes what to write
     * @return this program
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
     * @return this program
     * @throws IOException if that fails
     */
    public Program endInput() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    /**
     * Waits for the end of the program.
     *
     * @return its exit status
     */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    /**
     * Waits for the end of a program that does much.
     *
     * @param patience how long at most
     * @return its exit status
     */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw late("its end");
            }
            out.awaitEnd();
            err.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Tells whether the program runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Gives the number that the system knows the process by.
     *
     * @return its process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Gives all that has come on standard output so far.
     *
     * @return the text
     */
    public String output() {
        return out.text();
    }

    /**
     * Gives the bytes of standard output so far.
     *
     * @return a copy
     */
    public byte[] outputBytes() {
        return out.bytes();
    }

    /**
     * Gives all that has come on standard error so far.
     *
     * @return the text
     */
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
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + (isAlive() ? " (runs)" : " (status " + process.exitValue() + ")")
                + "\n--- standard output\n" + output() + "--- standard error\n" + errors() + "---";
    }

    private AssertionError late(String what) {
        return new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + what + " of: " + this);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** One of the two output streams; a thread of its own keeps the pipe empty, so that the program never blocks on it. */
    private final class Output {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean ended;

        Output(InputStream stream) {
            Thread reader = new Thread(() -> read(stream), "output of " + command.get(0));
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                int count;
                while ((count = stream.read(buffer)) != -1) {
                    synchronized (this) {
                        kept.write(buffer, 0, Math.min(count, MOST_OUTPUT - kept.size()));
                        notifyAll();
                    }
                }
            } catch (IOException e) {
                // The process was ended while we read: what came so far stands.
            }
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }

        synchronized byte[] bytes() {
            return kept.toByteArray();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        }

        synchronized Matcher await(Pattern pattern) {
            try {
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (true) {
                    Matcher matcher = pattern.matcher(text());
                    if (matcher.find()) {
                        return matcher;
                    }
                    waitUntil(end, "\"" + pattern + "\"");
                }
            } catch (TimeoutException e) {
                throw late(e.getMessage());
            }
        }

        synchronized void awaitEnd() {
            try {
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (!ended) {
                    waitUntil(end, "the end of its output");
                }
            } catch (TimeoutException e) {
                throw late(e.getMessage());
            }
        }

        private void waitUntil(long end, String what) throws TimeoutException {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new TimeoutException(what);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }
}
