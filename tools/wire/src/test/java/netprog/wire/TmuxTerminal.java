package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A terminal of tmux in which one command runs; what a person types and sees there. */
public final class TmuxTerminal implements AutoCloseable {
    private final Path socket;
    private final Duration timeout;

    private TmuxTerminal(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    /**
     * Starts a shell that notes the terminal's settings, runs the command, and notes them again.
     *
     * @param folder a folder for its files
     * @param timeout how long something may take to appear
     * @param environment such as {@code NO_COLOR=1}; may be empty
     */
    public static TmuxTerminal start(
            Path folder, Duration timeout, int columns, int rows, String environment, List<String> command)
            throws IOException {
        String words = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path script = Files.writeString(
                folder.resolve("script"),
                "stty -g; " + environment + " " + words + "; echo \"status $?\"; stty -g; echo; exec cat >/dev/null\n");
        TmuxTerminal terminal = new TmuxTerminal(folder.resolve("tmux"), timeout);
        terminal.tmux("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh " + script);
        return terminal;
    }

    /** Presses keys, as tmux names them, such as {@code q}, {@code C-c}, {@code PageDown}. */
    public void press(String... keys) throws IOException {
        tmux(Stream.concat(Stream.of("send-keys"), Stream.of(keys)).toArray(String[]::new));
    }

    public void resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** Ends the command from outside. */
    public void endCommand() throws IOException {
        // The pane's first process is the shell, and its child is the command.
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        ProcessHandle.of(shell).orElseThrow().children().forEach(ProcessHandle::destroy);
    }

    /** Returns what it shows, without the empty lines at its end. */
    public String screen() throws IOException {
        return tmux("capture-pane", "-p").stripTrailing() + "\n";
    }

    /** Returns the same with the escape sequences of the colours. */
    public String colours() throws IOException {
        return tmux("capture-pane", "-pe");
    }

    public void awaitScreen(String pattern) {
        await().atMost(timeout)
                .until(
                        this::screen,
                        screen -> Pattern.compile(pattern).matcher(screen).find());
    }

    /** Waits for the end of the command, and asserts that it has left the terminal as it was. */
    public void awaitEnd(int status) throws IOException {
        awaitScreen("status " + status + "\n.+");
        List<String> lines = screen().lines().toList();
        int after = lines.indexOf("status " + status);
        assertThat(lines.get(after + 1)).isNotEmpty();
        assertThat(String.join("", lines.subList(0, after)))
                .isEqualTo(String.join("", lines.subList(after + 1, lines.size())));
        String state = tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}");
        assertThat(state.strip()).isEqualTo("0 1");
    }

    private String tmux(String... args) throws IOException {
        List<String> own = List.of(SystemProgram.find("tmux", "tmux"), "-S", socket.toString());
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(own.stream(), Stream.of(args)).toList());
        builder.environment().put("LC_ALL", "C.UTF-8");
        try (Program tmux = Program.start(builder)) {
            assertThat(tmux.awaitExit()).as(tmux.toString()).isZero();
            return tmux.output();
        }
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
    }
}
