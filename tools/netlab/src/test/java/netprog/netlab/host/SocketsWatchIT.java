package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.TmuxTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code sockets --watch} as a person sees it, in a terminal of tmux; and as a script reads it. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
@Order(1)
class SocketsWatchIT {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private TmuxTerminal terminal;

    @AfterEach
    void closeTheTerminal() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void rowsAppearGreenVanishRedAndChangeYellow() throws IOException {
        ServerSocket listener = listener();
        String own = "127.0.0.1:" + listener.getLocalPort();
        watch(100, 12, "", listener.getLocalPort());
        terminal.awaitScreen("  tcp +" + own + " +0\\.0\\.0\\.0:\\* +LISTEN +java "
                + ProcessHandle.current().pid());
        assertThat(terminal.screen()).contains("Sockets: 1, ");

        Socket client = new Socket(LOOPBACK, listener.getLocalPort());
        awaitRow(GREEN, "\\+ tcp +127\\.0\\.0\\.1:" + client.getLocalPort() + " +" + own + " +ESTAB");
        terminal.awaitScreen("  tcp .*ESTABLISHED"); // it is new no more
        try (Socket accepted = listener.accept()) {
            client.close();
            awaitRow(YELLOW, "~ tcp +" + own + ".* CLOSE-WAIT");
            assertThat(accepted.getPort()).isPositive();
        }
        terminal.awaitScreen("TIME-WAIT +- ");
        listener.close();
        awaitRow(RED, "- tcp +" + own + ".* LISTEN");
        await().atMost(Program.TIMEOUT).until(() -> !terminal.screen().contains("LISTEN"));
        terminal.press("q");
        terminal.awaitEnd(0);
    }

    @Tag("full")
    @Test
    void fitsTheScreenAndFollowsAResize() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (ServerSocket listener = listener()) {
            for (int i = 0; i < 10; i++) {
                open.add(new Socket(LOOPBACK, listener.getLocalPort()));
                open.add(listener.accept());
            }
            watch(80, 10, "", listener.getLocalPort());
            terminal.awaitScreen("^Sockets: 21, .* Rows 1 to 7\\."); // title, columns and keys take three of ten lines
            assertThat(terminal.screen().lines()).hasSize(10).last().asString().endsWith("q quit");
            terminal.resize(60, 5);
            terminal.awaitScreen("Rows 1 to 2\\.");
            assertThat(terminal.screen().lines()).hasSize(5).allMatch(line -> line.length() <= 60);
            terminal.resize(120, 40);
            await().atMost(Program.TIMEOUT)
                    .until(() -> !terminal.screen().contains("Rows")
                            && terminal.screen().lines().count() == 24);
            assertThat(terminal.screen().lines().filter(line -> line.contains("ESTABLISHED")))
                    .hasSize(20);
            terminal.press("C-z"); // nothing
            terminal.press("C-c");
            terminal.awaitEnd(130);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    @Test
    void keysSortScrollAndPause() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (ServerSocket listener = listener()) {
            for (int i = 0; i < 10; i++) {
                open.add(new Socket(LOOPBACK, listener.getLocalPort()));
                open.add(listener.accept());
            }
            watch(100, 10, "", listener.getLocalPort());
            terminal.awaitScreen("those that wait first. Rows 1 to 7\\.\n.*\n.* LISTEN ");
            terminal.press("Down", "PageDown");
            terminal.awaitScreen("Rows 9 to 15\\.");
            terminal.press("End");
            terminal.awaitScreen("Rows 15 to 21\\.");
            terminal.press("Up");
            terminal.awaitScreen("Rows 14 to 20\\.");
            terminal.press("PageUp", "PageUp", "PageUp", "s");
            // Marked rows come first, and the system may have missed one in a look.
            terminal.awaitScreen("by state. Rows 1 to 7\\.\n.*\n(  .* ESTABLISHED .*\n){7}");
            terminal.press("p", "Home");
            terminal.awaitScreen("by port. Rows 1 to 7\\.\n.*\n(  .*\n){7}");
            assertThat(ports()).isSorted();
            terminal.press("n", "Space");
            terminal.awaitScreen("by process. Rows 1 to 7\\. Paused\\.");
            String paused = terminal.screen();
            open.add(new Socket(LOOPBACK, listener.getLocalPort()));
            open.add(listener.accept());
            terminal.press("Down");
            terminal.awaitScreen("Sockets: 21, by process. Rows 2 to 8\\.");
            terminal.press("Up");
            terminal.awaitScreen("Rows 1 to 7\\.");
            assertThat(terminal.screen()).isEqualTo(paused);
            terminal.press("Space");
            terminal.awaitScreen("Sockets: 23, by process.*\n.*\n\\+ .*\n\\+ "); // what is new comes first
            terminal.press("q");
            terminal.awaitEnd(0);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    private List<Integer> ports() throws IOException {
        return terminal.screen()
                .lines()
                .skip(2)
                .limit(7)
                .map(row -> Integer.valueOf(row.strip().split(" +")[1].replaceFirst(".*:", "")))
                .toList();
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsEndedFromOutside() throws IOException {
        try (ServerSocket listener = listener()) {
            watch(100, 12, "NO_COLOR=1", listener.getLocalPort());
            terminal.awaitScreen("LISTEN");
            try (Socket client = new Socket(LOOPBACK, listener.getLocalPort())) {
                terminal.awaitScreen("\\+ tcp .*:" + client.getLocalPort());
                assertThat(terminal.colours()).doesNotContain(GREEN);
            }
            terminal.endCommand();
            terminal.awaitEnd(143);
        }
    }

    @Tag("full")
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

    private void watch(int columns, int rows, String environment, int port) throws IOException {
        List<String> command = OneCommand.line("sockets", "--watch", "--port", "" + port);
        terminal = TmuxTerminal.start(folder, Program.TIMEOUT, columns, rows, environment, command);
    }

    /** A terminal repeats no colour: what holds for a row is the last one before it. */
    private void awaitRow(String colour, String pattern) {
        await().atMost(Program.TIMEOUT)
                .until(
                        () -> terminal.colours(),
                        screen -> Pattern.compile("(?s).*(\u001b\\[3\\dm)(?:(?!\u001b\\[3\\dm).)*?" + pattern)
                                .matcher(screen)
                                .results()
                                .anyMatch(found -> found.group(1).equals(colour)));
    }
}
