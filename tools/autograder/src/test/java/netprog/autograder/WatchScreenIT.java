package netprog.autograder;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.TmuxTerminal;
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
    private TmuxTerminal terminal;

    @AfterEach
    void closeTheTerminal() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void savesAndKeysAreAnsweredOnOneScreenThatFollowsAResize() throws IOException {
        project = StudentProject.in(folder, "LoginRequest");
        watch("1", "2");
        terminal.awaitScreen("Score: 6 of 12 .*\\n  LoginRequest +\\[#{20}] 6 / 6\\n  UserTable +\\[\\.{20}] 0 / 6\\n");
        terminal.awaitScreen("\\na all .*q quit$");
        project.change("LoginRequest", "\" pass=\";", "\" word=\";");
        terminal.awaitScreen("\\n  -1 LoginRequest: parse finds id and password\\n");
        terminal.awaitScreen("expected: parse\\(");
        terminal.resize(60, 12);
        await().atMost(Program.TIMEOUT).until(() -> {
            List<String> lines = terminal.screen().strip().lines().toList();
            return lines.size() <= 12 && lines.stream().allMatch(line -> line.length() <= 60);
        });
        terminal.resize(100, 40);
        project.save("LoginRequest", StudentProject.reference("LoginRequest"));
        terminal.awaitScreen("\\n  \\+1 LoginRequest: parse finds id and password\\n");
        terminal.press("l");
        terminal.awaitScreen("점수: 12점 중 6점");
        terminal.press("1");
        terminal.awaitScreen("점수: 6점 중 6점");
        terminal.press("a");
        terminal.awaitScreen("점수: 60점 중 6점");
        terminal.press("C-z"); // nothing
        terminal.press("q");
        terminal.awaitEnd(0);
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsInterrupted() throws IOException {
        project = StudentProject.in(folder);
        watch("1");
        terminal.awaitScreen("Score: 0 of 6");
        terminal.press("C-c");
        terminal.awaitEnd(130);
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsEndedFromOutside() throws IOException {
        project = StudentProject.in(folder);
        watch("1");
        terminal.awaitScreen("Score: 0 of 6");
        terminal.endCommand();
        terminal.awaitEnd(143);
    }

    private void watch(String... parts) throws IOException {
        String[] words = Stream.concat(Stream.of("watch"), Stream.of(parts)).toArray(String[]::new);
        terminal = TmuxTerminal.start(folder, StudentProject.MINUTES, 100, 40, "", project.command(words));
    }
}
