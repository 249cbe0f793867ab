package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} as a person sees it, in a terminal of tmux. */
@Tag("full")
@DisabledOnOs(OS.WINDOWS)
class WatchScreenIT {
    @TempDir
    private Path folder;

    private StudentProject project;
    private boolean started;

    @AfterEach
    void closeTheTerminal() throws IOException {
        if (started) {
            tmux("kill-server");
        }
    }

    @Test
    void savesAndKeysAreAnsweredOnOneScreenThatFollowsAResize() throws IOException {
        project = StudentProject.in(folder, "LoginRequest");
        watch("1", "2");
        awaitScreen("Score: 6 of 12 .*\\n  LoginRequest +\\[#{20}] 6 / 6\\n  UserTable +\\[\\.{20}] 0 / 6\\n");
        awaitScreen("\\na all .*q quit$");
        project.change("LoginRequest", "\" pass=\";", "\" word=\";");
        awaitScreen("\\n  -1 LoginRequest: parse finds id and password\\n");
        awaitScreen("expected: parse\\(");
        tmux("resize-window", "-x", "60", "-y", "12");
        await().atMost(Program.TIMEOUT).until(() -> {
            List<String> lines = screen().strip().lines().toList();
            return lines.size() <= 12 && lines.stream().allMatch(line -> line.length() <= 60);
        });
        tmux("resize-window", "-x", "100", "-y", "40");
        project.save("LoginRequest", StudentProject.reference("LoginRequest"));
        awaitScreen("\\n  \\+1 LoginRequest: parse finds id and password\\n");
        key("l");
        awaitScreen("점수: 12점 중 6점");
        key("1");
        awaitScreen("점수: 6점 중 6점");
        key("a");
        awaitScreen("점수: 60점 중 6점");
        key("C-z"); // nothing
        key("q");
        theTerminalIsAsItWas(0);
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsInterrupted() throws IOException {
        project = StudentProject.in(folder);
        watch("1");
        awaitScreen("Score: 0 of 6");
        key("C-c");
        theTerminalIsAsItWas(130);
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsEndedFromOutside() throws IOException {
        project = StudentProject.in(folder);
        watch("1");
        awaitScreen("Score: 0 of 6");
        // The pane's first process is the shell, and its child is the program.
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        ProcessHandle.of(shell).orElseThrow().children().forEach(ProcessHandle::destroy);
        theTerminalIsAsItWas(143);
    }

    /** Starts a terminal in which a shell notes the terminal's settings, runs the command, and notes them again. */
    private void watch(String... parts) throws IOException {
        String[] words = Stream.concat(Stream.of("watch"), Stream.of(parts)).toArray(String[]::new);
        String command =
                project.command(words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path script = Files.writeString(
                folder.resolve("script"),
                "stty -g; " + command + "; echo \"status $?\"; stty -g; echo; exec cat >/dev/null\n");
        SystemProgram.find("tmux", "tmux");
        started = true;
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", "sh " + script);
    }

    private void theTerminalIsAsItWas(int status) throws IOException {
        awaitScreen("status " + status + "\n.+");
        List<String> lines = screen().lines().toList();
        int after = lines.indexOf("status " + status);
        assertThat(String.join("", lines.subList(0, after)))
                .isEqualTo(String.join("", lines.subList(after + 1, lines.size())));
        String state = tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}");
        assertThat(state.strip()).isEqualTo("0 1");
    }

    private void key(String key) throws IOException {
        tmux("send-keys", key);
    }

    private void awaitScreen(String pattern) {
        await().atMost(StudentProject.MINUTES)
                .until(
                        this::screen,
                        screen -> Pattern.compile(pattern).matcher(screen).find());
    }

    /** What the terminal shows, without the empty lines at its end. */
    private String screen() throws IOException {
        return tmux("capture-pane", "-p").stripTrailing() + "\n";
    }

    private String tmux(String... args) throws IOException {
        List<String> own = List.of(
                SystemProgram.find("tmux", "tmux"), "-S", folder.resolve("tmux").toString());
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(own.stream(), Stream.of(args)).toList());
        builder.environment().put("LC_ALL", "C.UTF-8");
        try (Program tmux = Program.start(builder)) {
            assertThat(tmux.awaitExit()).as(tmux.toString()).isZero();
            return tmux.output();
        }
    }
}
