package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code sockets --watch} as a person sees it, in a terminal of tmux; and as a script reads it. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class SocketsWatchIT {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private boolean started;

    @AfterEach
    void closeTheTerminal() throws IOException {
        if (started) {
            tmux("kill-server");
        }
    }

    @Test
    void rowsAppearGreenVanishRedAndChangeYellow() throws IOException {
        ServerSocket listener = listener();
        String own = "127.0.0.1:" + listener.getLocalPort();
        watch(100, 12, "", listener.getLocalPort());
        awaitScreen("  tcp +" + own + " +0\\.0\\.0\\.0:\\* +LISTEN +java "
                + ProcessHandle.current().pid());
        assertThat(screen()).contains("Sockets: 1.");

        Socket client = new Socket(LOOPBACK, listener.getLocalPort());
        awaitRow(GREEN, "\\+ tcp +127\\.0\\.0\\.1:" + client.getLocalPort() + " +" + own + " +ESTAB");
        awaitScreen("  tcp .*ESTABLISHED"); // it is new no more
        try (Socket accepted = listener.accept()) {
            client.close();
            awaitRow(YELLOW, "~ tcp +" + own + ".* CLOSE-WAIT");
            assertThat(accepted.getPort()).isPositive();
        }
        awaitScreen("TIME-WAIT +- ");
        listener.close();
        awaitRow(RED, "- tcp +" + own + ".* LISTEN");
        await().atMost(Program.TIMEOUT).until(() -> !screen().contains("LISTEN"));
        key("q");
        theTerminalIsAsItWas(0);
    }

    @Test
    void fitsTheScreenAndFollowsAResize() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (ServerSocket listener = listener()) {
            for (int i = 0; i < 10; i++) {
                open.add(new Socket(LOOPBACK, listener.getLocalPort()));
                open.add(listener.accept());
            }
            watch(80, 10, "", listener.getLocalPort());
            awaitScreen(
                    "and 14 more that do not fit"); // 21 sockets; title, columns and this line take three of ten lines
            assertThat(screen().lines()).hasSize(10).first().asString().startsWith("Sockets: 21.");
            tmux("resize-window", "-x", "60", "-y", "5");
            awaitScreen("and 19 more");
            assertThat(screen().lines()).hasSize(5).allMatch(line -> line.length() <= 60);
            tmux("resize-window", "-x", "120", "-y", "40");
            await().atMost(Program.TIMEOUT)
                    .until(() ->
                            !screen().contains("more that") && screen().lines().count() == 23);
            assertThat(screen().lines().filter(line -> line.contains("ESTABLISHED")))
                    .hasSize(20);
            key("C-z"); // nothing
            key("C-c");
            theTerminalIsAsItWas(130);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsEndedFromOutside() throws IOException {
        try (ServerSocket listener = listener()) {
            watch(100, 12, "NO_COLOR=1", listener.getLocalPort());
            awaitScreen("LISTEN");
            try (Socket client = new Socket(LOOPBACK, listener.getLocalPort())) {
                awaitScreen("\\+ tcp .*:" + client.getLocalPort());
                assertThat(tmux("capture-pane", "-pe")).doesNotContain(GREEN);
            }
            // The pane's first process is the shell, and its child is the program.
            long shell =
                    Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
            ProcessHandle.of(shell).orElseThrow().children().forEach(ProcessHandle::destroy);
            theTerminalIsAsItWas(143);
        }
    }

    @Test
    void aScriptReadsALineAChangeUntilItsInputEnds() throws IOException {
        ServerSocket listener = listener();
        String own = "tcp 127.0.0.1:" + listener.getLocalPort() + " ";
        String owner = " java " + ProcessHandle.current().pid();
        List<String> line = OneCommand.line("sockets", "--watch", "--port", "" + listener.getLocalPort());
        try (Program script = Program.start(new ProcessBuilder(line))) {
            script.awaitOutput("= " + own + "0.0.0.0:* LISTEN" + owner + "\n");
            Socket client = new Socket(LOOPBACK, listener.getLocalPort());
            String other = "127.0.0.1:" + client.getLocalPort();
            script.awaitOutput(
                    "+ tcp " + other + " 127.0.0.1:" + listener.getLocalPort() + " ESTABLISHED" + owner + "\n");
            listener.close();
            script.awaitOutput("- " + own + "0.0.0.0:* LISTEN" + owner + "\n");
            client.close();
            script.endInput();
            assertThat(script.awaitExit()).as(script.toString()).isZero();
            assertThat(script.output().lines()).allMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\d [=+~-] tcp .*"));
            assertThat(script.errors()).isEmpty();
        }
    }

    @Test
    void aScriptInterruptsIt() throws IOException {
        SystemProgram.find("kill", "procps");
        // A shell's background command, such as this test may be, ignores the signal, and so do its children.
        List<String> line =
                new ArrayList<>(List.of(SystemProgram.find("perl", "perl"), "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        line.addAll(OneCommand.line("sockets", "--watch", "--tcp"));
        try (ServerSocket listener = new ServerSocket(0);
                Program script = Program.start(new ProcessBuilder(line))) {
            script.awaitOutput(":" + listener.getLocalPort() + " ");
            try (Program kill = Program.start("kill", "-INT", "" + script.pid())) {
                assertThat(kill.awaitExit()).isZero();
            }
            assertThat(script.awaitExit()).isEqualTo(130);
            assertThat(script.errors()).isEmpty();
        }
    }

    /** A listener whose port no other socket has, such as one in TIME-WAIT that another test left. */
    private static ServerSocket listener() throws IOException {
        while (true) {
            ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
            int port = listener.getLocalPort();
            if (Sockets.all().stream()
                            .filter(socket -> socket.local().getPort() == port
                                    || socket.remote() != null
                                            && socket.remote().getPort() == port)
                            .count()
                    == 1) {
                return listener;
            }
            listener.close();
        }
    }

    /** Starts a terminal in which a shell notes the terminal's settings, runs the command, and notes them again. */
    private void watch(int columns, int rows, String environment, int port) throws IOException {
        String command = OneCommand.line("sockets", "--watch", "--port", "" + port).stream()
                .map(word -> "'" + word + "'")
                .reduce(environment, (a, b) -> a + " " + b);
        Path script = Files.writeString(
                folder.resolve("script"),
                "stty -g; " + command + "; echo \"status $?\"; stty -g; echo; exec cat >/dev/null\n");
        SystemProgram.find("tmux", "tmux");
        started = true;
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh " + script);
    }

    private void theTerminalIsAsItWas(int status) throws IOException {
        awaitScreen("status " + status + "\n.+");
        List<String> lines = screen().lines().toList();
        int after = lines.indexOf("status " + status);
        assertThat(lines.get(after + 1)).isNotEmpty();
        assertThat(String.join("", lines.subList(0, after)))
                .isEqualTo(String.join("", lines.subList(after + 1, lines.size())));
        String state = tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}");
        assertThat(state.strip()).isEqualTo("0 1");
    }

    private void key(String key) throws IOException {
        tmux("send-keys", key);
    }

    private void awaitScreen(String pattern) {
        await().atMost(Program.TIMEOUT)
                .until(
                        this::screen,
                        screen -> Pattern.compile(pattern).matcher(screen).find());
    }

    /** A terminal repeats no colour: what holds for a row is the last one before it. */
    private void awaitRow(String colour, String pattern) {
        await().atMost(Program.TIMEOUT)
                .until(
                        () -> tmux("capture-pane", "-pe"),
                        screen -> Pattern.compile("(?s).*(\u001b\\[3\\dm)(?:(?!\u001b\\[3\\dm).)*?" + pattern)
                                .matcher(screen)
                                .results()
                                .anyMatch(found -> found.group(1).equals(colour)));
    }

    /** What the terminal shows, without the empty lines at its end. */
    private String screen() throws IOException {
        return tmux("capture-pane", "-p").stripTrailing() + "\n";
    }

    private String tmux(String... args) throws IOException {
        String[] command = Stream.concat(
                        Stream.of(
                                SystemProgram.find("tmux", "tmux"),
                                "-S",
                                folder.resolve("tmux").toString()),
                        Arrays.stream(args))
                .toArray(String[]::new);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        try (Program tmux = Program.start(builder)) {
            assertThat(tmux.awaitExit()).as(tmux.toString()).isZero();
            return tmux.output();
        }
    }
}
