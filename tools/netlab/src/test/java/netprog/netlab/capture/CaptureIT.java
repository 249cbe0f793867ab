package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code capture} as a process, in a network namespace of its own. */
class CaptureIT {
    @TempDir
    private Path folder;

    /** Runs {@code capture} with these arguments in the test's folder, and waits for its end. */
    private Program capture(String... args) throws IOException {
        Program program =
                Program.start(new ProcessBuilder(NetlabCommands.isolated(command(args))).directory(folder.toFile()));
        program.awaitExit();
        return program;
    }

    private static List<String> command(String... args) {
        List<String> all = new ArrayList<>(List.of("capture"));
        all.addAll(List.of(args));
        return NetlabCommands.java(NetlabCommands.class, all.toArray(String[]::new));
    }

    private JsonNode ladder(Path file) throws IOException {
        try (Program program = NetlabCommands.run("ladder", "--json", file.toString())) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            return new ObjectMapper().readTree(program.output());
        }
    }

    private static void assertOneLine(Program program, int status, String... words) {
        assertThat(program.awaitExit()).as(program.toString()).isEqualTo(status);
        assertThat(program.errors().lines()).as(program.toString()).hasSize(1);
        assertThat(program.errors()).contains(words);
        assertThat(program.output()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 130})
    void theExitStatusIsThatOfTheCommand(int status) throws IOException {
        try (Program program = capture("-o", "x.pcapng", "--", "sh", "-c", "echo out; echo err >&2; exit " + status)) {
            assertThat(program.awaitExit()).isEqualTo(status);
            assertThat(program.output()).isEqualTo("out\n");
            assertThat(program.errors().lines())
                    .containsExactly(
                            "err",
                            "Recorded: 0 packets on lo, in x.pcapng",
                            "Nothing travelled there. Another port (--port), another interface (--interface)?"
                                    + " This machine has: lo.");
        }
    }

    @Test
    void noFrameIsLostAtTheBeginningOrTheEnd() throws IOException {
        String socat = SystemProgram.find("socat", "socat");
        for (int i = 0; i < 3; i++) {
            // Each datagram to the dead port is answered by an ICMP error; the command ends with the last one.
            String send = "for i in 1 2 3 4 5; do echo $i | " + socat
                    + " - UDP4:127.0.0.1:9; done; true"; // socat reports the error, too
            try (Program program = capture("-o", "x.pcapng", "--port", "9", "--", "sh", "-c", send)) {
                assertThat(program.awaitExit()).as(program.toString()).isZero();
                assertThat(program.errors())
                        .contains("Recorded: 10 packets on lo, in x.pcapng")
                        .contains("Next: ./netprog ladder x.pcapng ", "udp.port == 9");
            }
            JsonNode document = ladder(folder.resolve("x.pcapng"));
            assertThat(document.get("conversations")).hasSize(5);
            document.get("conversations")
                    .forEach(each -> assertThat(each.get("state").asText()).isEqualTo("icmp"));
        }
    }

    @Test
    void onlyTheGivenPortsAreRecorded() throws IOException {
        String socat = SystemProgram.find("socat", "socat");
        String send = "for p in 11 12 13; do echo $p | " + socat + " - UDP4-DATAGRAM:127.0.0.1:$p; done; true";
        try (Program program = capture("-o", "x.pcapng", "-p", "11,13", "--", "sh", "-c", send)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
        }
        List<String> servers = new ArrayList<>();
        ladder(folder.resolve("x.pcapng"))
                .get("conversations")
                .forEach(each -> servers.add(each.get("server").asText()));
        // The ICMP error about port 12 is there without the datagram.
        assertThat(servers).contains("127.0.0.1:11", "127.0.0.1:13");
    }

    @Test
    void theFileIsNamedAfterTheMomentAndHoldsNoMarker() throws IOException {
        try (Program program = capture("--", "true")) {
            assertThat(program.awaitExit()).isZero();
        }
        try (var files = Files.list(folder)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).getFileName().toString()).matches("capture-\\d{8}-\\d{6}\\.pcapng");
            try (Program program = NetlabCommands.run("ladder", found.get(0).toString())) {
                assertOneLine(program, 1, "capture without packets");
            }
        }
    }

    @Test
    void aWrongCommandLineIsOneLineAndStatus2() throws IOException {
        try (Program program = capture("-o", "x.pcapng", "--", "/nosuch/program")) {
            assertOneLine(program, 2, "\"/nosuch/program\" cannot be started", "No such file");
        }
        try (Program program = capture("-i", "nosuch0", "-o", "x.pcapng", "--", "true")) {
            assertOneLine(program, 2, "no network interface \"nosuch0\"", "has: lo.");
        }
        for (String port : new String[] {"0", "65536", "http", "-1", ""}) {
            try (Program program = capture("--port=" + port, "-o", "x.pcapng", "--", "true")) {
                assertOneLine(program, 2, "--port");
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRecordedIsOneLineAndStatus1() throws IOException {
        try (Program program = capture("-o", "nosuch/x.pcapng", "--", "true")) {
            assertOneLine(program, 1, "\"nosuch/x.pcapng\": there is no such folder");
        }
        List<String> down = new ArrayList<>(NetlabCommands.isolated(command("-o", "x.pcapng", "--", "true")));
        down.replaceAll(word -> word.replace("ip link set lo up && ", ""));
        try (Program program = Program.start(new ProcessBuilder(down).directory(folder.toFile()))) {
            assertOneLine(program, 1, "\"lo\" is down", "ip link set lo up");
        }
        List<String> missing = new ArrayList<>(command("-o", "x.pcapng", "--", "true"));
        missing.addAll(0, List.of("env", "PATH=/nosuch"));
        Path bin = Path.of("/usr/sbin/dumpcap");
        assumeThat(bin).doesNotExist();
        try (Program program = Program.start(new ProcessBuilder(missing).directory(folder.toFile()))) {
            assertOneLine(program, 1, "There is no dumpcap", "apt install tshark");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoMayNotIsToldHowToMendIt() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        SystemProgram.find("dumpcap", "tshark");
        List<String> nobody = new ArrayList<>(List.of(
                SystemProgram.find("setpriv", "util-linux"), "--reuid=65534", "--regid=65534", "--clear-groups"));
        nobody.add("--bounding-set=-all");
        // Where this build stands nobody else may look, perhaps: dumpcap alone runs as somebody who may nothing.
        Path dumpcap = folder.resolve("dumpcap");
        Files.writeString(
                dumpcap,
                "#!/bin/sh\nexec " + String.join(" ", nobody) + " " + SystemProgram.find("dumpcap", "tshark")
                        + " \"$@\"\n");
        assertThat(dumpcap.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(command("-o", "x.pcapng", "--", "true"));
        command.addAll(0, List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
        try (Program program = Program.start(new ProcessBuilder(command).directory(folder.toFile()))) {
            assertOneLine(program, 1, "not permitted", "usermod -aG wireshark");
        }
        assertThat(folder.resolve("x.pcapng")).doesNotExist();
    }

    @Test
    void nothingStaysBehindAndTheFileIsWholeWhenItIsKilled() throws Exception {
        for (String signal : new String[] {"TERM", "KILL"}) {
            Path file = folder.resolve(signal + ".pcapng");
            String run = "echo x | socat - UDP4-DATAGRAM:127.0.0.1:9; echo runs; exec sleep 1000";
            SystemProgram.find("socat", "socat");
            try (Program program = NetlabCommands.start(
                    NetlabCommands.isolated(command("-o", file.toString(), "--", "sh", "-c", run)))) {
                program.awaitOutput("runs");
                Awaitility.await().atMost(Program.TIMEOUT).until(() -> Files.size(file) > 300);
                List<ProcessHandle> children = descendants(program.pid());
                assertThat(children.stream().map(CaptureIT::commandLine))
                        .anyMatch(line -> line.contains("dumpcap"))
                        .anyMatch(line -> line.contains("sleep"));
                kill(signal, program.pid());
                for (ProcessHandle child : children) {
                    if (commandLine(child).contains("dumpcap") || signal.equals("TERM")) {
                        child.onExit().get(Program.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                    } else {
                        kill("KILL", child.pid()); // the command itself: nobody can end it for a process that is killed
                    }
                }
                program.awaitExit();
                if (signal.equals("TERM")) {
                    assertThat(program.errors()).contains("Recorded: 2 packets on lo");
                }
            }
            assertThat(ladder(file).get("conversations")).hasSize(1);
        }
    }

    private static void kill(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor();
    }

    private static List<ProcessHandle> descendants(long pid) {
        return ProcessHandle.of(pid).orElseThrow().descendants().toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
            return Arrays.toString(new String(line).split("\0"));
        } catch (IOException e) {
            return "";
        }
    }
}
