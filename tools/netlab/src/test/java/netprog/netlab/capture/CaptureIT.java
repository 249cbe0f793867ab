package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code capture} in a network namespace of its own: most scenes in one process, one after the other. */
@Execution(ExecutionMode.CONCURRENT)
class CaptureIT {
    /** The working directory of the process. */
    @TempDir
    private static Path common;

    private static CommandLoop commands;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        commands =
                new CommandLoop(new ProcessBuilder(NetlabCommands.isolated(NetlabCommands.java(NetlabCommands.class)))
                        .directory(common.toFile()));
    }

    @AfterAll
    static void close() {
        if (commands != null) {
            commands.close();
        }
    }

    private static CommandLoop.Result capture(String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of("capture"));
        words.addAll(List.of(args));
        return commands.run(words.toArray(String[]::new));
    }

    private static List<String> command(String... args) {
        List<String> all = new ArrayList<>(List.of("capture"));
        all.addAll(List.of(args));
        return NetlabCommands.java(NetlabCommands.class, all.toArray(String[]::new));
    }

    private static JsonNode ladder(Path file) throws IOException {
        CommandLoop.Result ladder = NetlabCommands.run("ladder", "--json", file.toString());
        assertThat(ladder.status()).as(ladder.errors()).isZero();
        return new ObjectMapper().readTree(ladder.output());
    }

    private static void assertOneLine(CommandLoop.Result result, int status, String... words) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.errors().lines()).as(result.toString()).hasSize(1);
        assertThat(result.errors()).contains(words);
        assertThat(result.output()).isEmpty();
    }

    private static CommandLoop.Result run(ProcessBuilder builder) throws IOException {
        try (Program program = Program.start(builder)) {
            return new CommandLoop.Result(program.awaitExit(), program.output(), program.errors());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 130})
    void theExitStatusIsThatOfTheCommand(int status) throws IOException {
        String file = "status" + status;
        CommandLoop.Result result = capture("-o", file, "--", "sh", "-c", "echo out; echo err >&2; exit " + status);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors().lines())
                .containsExactly(
                        "err",
                        "Recorded: 0 packets on lo, in " + file,
                        "No packet was recorded. Is it another port (--port) or another interface (--interface)?"
                                + " The interfaces of this machine: lo.");
    }

    @Test
    void noPacketIsLostAtTheBeginningOrTheEnd() throws IOException {
        loseNothing("all.pcapng");
    }

    @RepeatedTest(5)
    @Tag("full")
    void noPacketIsEverLostAtTheBeginningOrTheEnd() throws IOException {
        loseNothing("ever.pcapng");
    }

    /** Each datagram to the closed port is answered by an ICMP error; the command ends with the last one. */
    private static void loseNothing(String file) throws IOException {
        String socat = SystemProgram.find("socat", "socat");
        String send = "for i in 1 2 3 4 5; do echo $i | " + socat
                + " - UDP4:127.0.0.1:9; done; true"; // socat reports the error, too
        CommandLoop.Result result = capture("-o", file, "--port", "9", "--", "sh", "-c", send);
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.errors())
                .contains("Recorded: 10 packets on lo, in " + file)
                .contains("Next: ./netprog ladder " + file + " ", "udp.port == 9");
        JsonNode document = ladder(common.resolve(file));
        assertThat(document.get("conversations")).hasSize(5);
        document.get("conversations")
                .forEach(each -> assertThat(each.get("state").asText()).isEqualTo("icmp"));
    }

    /** Of the ICMP errors, too, those about another port are somebody else's. */
    @Test
    void onlyTheGivenPortsAreRecorded() throws IOException {
        String socat = SystemProgram.find("socat", "socat");
        SystemProgram.find("ping", "iputils-ping");
        String send = "for a in UDP4:127.0.0.1 UDP6:[::1]; do for p in 11 12 13; do echo $p | " + socat
                + " - $a:$p; done; done 2>/dev/null; ping -c 1 127.0.0.1 >/dev/null";
        CommandLoop.Result result = capture("-o", "ports.pcapng", "-p", "11,13", "--", "sh", "-c", send);
        assertThat(result.status()).as(result.toString()).isZero();
        List<String> servers = new ArrayList<>();
        JsonNode document = ladder(common.resolve("ports.pcapng"));
        document.get("conversations")
                .forEach(each -> servers.add(each.get("server").asText()));
        assertThat(servers).containsExactly("127.0.0.1:11", "127.0.0.1:13", "[::1]:11", "[::1]:13");
        assertThat(document.get("packets").asInt()).isEqualTo(8); // each datagram and its ICMP error
        assertThat(document.get("others")).isEmpty();
    }

    @Test
    void theFileIsNamedAfterTheTimeAndHoldsNoPacketOfOurs() throws IOException {
        assertThat(capture("--", "true").status()).isZero();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(common, "capture-*")) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).getFileName().toString()).matches("capture-\\d{8}-\\d{6}\\.pcapng");
            assertOneLine(NetlabCommands.run("ladder", found.get(0).toString()), 1, "\" is a capture without packets");
        }
    }

    @Test
    void aWrongCommandLineIsOneLineAndStatus2() throws IOException {
        String file = "wrong.pcapng";
        assertOneLine(
                capture("-o", file, "--", "/nosuch/program"),
                2,
                "\"/nosuch/program\" cannot be started",
                "No such file");
        assertOneLine(
                capture("-i", "nosuch0", "-o", file, "--", "true"), 2, "no network interface \"nosuch0\"", ": lo.");
        for (String port : new String[] {"0", "65536", "http", "-1", ""}) {
            assertOneLine(capture("--port=" + port, "-o", file, "--", "true"), 2, "\"" + port + "\"");
        }
        assertThat(common.resolve(file)).doesNotExist();
        assertOneLine(capture("-o", "-", "--", "true"), 2, "standard output (\"-\")", "-o FILE");
        assertThat(common.resolve("-")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineAndStatus1() throws IOException {
        assertOneLine(
                capture("-o", "nosuch/x.pcapng", "--", "true"), 1, "\"nosuch/x.pcapng\"", "there is no such folder");
        CommandLoop.Result full = capture("-o", "/dev/full", "--", "sh", "-c", "exit 7");
        assertOneLine(full, 1, "No space left");
    }

    @Test
    void anInterfaceThatIsDownIsOneLineAndStatus1() throws IOException {
        List<String> down = NetlabCommands.isolated(command("-o", "x.pcapng", "--", "true"));
        down.replaceAll(word -> word.replace("ip link set lo up && ", ""));
        ProcessBuilder builder = new ProcessBuilder(down).directory(folder.toFile());
        assertOneLine(run(builder), 1, "\"lo\" is down", "ip link set lo up");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ifDumpcapIsMissingItSaysHowToInstallIt() throws IOException {
        // dumpcap is looked for in the usual folders too, as it is in /usr/sbin or /usr/bin.
        assumeThat(Path.of("/usr/sbin/dumpcap")).doesNotExist();
        List<String> missing = new ArrayList<>(command("-o", "x.pcapng", "--", "true"));
        missing.addAll(0, List.of("/usr/bin/env", "PATH=/nosuch"));
        assertOneLine(
                run(new ProcessBuilder(missing).directory(folder.toFile())),
                1,
                "dumpcap is missing",
                "apt install tshark");
        assertThat(folder).isEmptyDirectory();
    }

    @Tag("full")
    @Test
    void aUserWithoutPermissionIsToldHowToGetIt() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        List<String> nobody = new ArrayList<>(List.of(
                SystemProgram.find("setpriv", "util-linux"), "--reuid=65534", "--regid=65534", "--clear-groups"));
        nobody.add("--bounding-set=-all");
        // Other users may not read the folder of this build, perhaps: dumpcap alone runs without any permission.
        Path dumpcap = folder.resolve("dumpcap");
        Files.writeString(
                dumpcap,
                "#!/bin/sh\nexec " + String.join(" ", nobody) + " " + SystemProgram.find("dumpcap", "tshark")
                        + " \"$@\"\n");
        assertThat(dumpcap.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(command("-o", "x.pcapng", "--", "true"));
        command.addAll(0, List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
        assertOneLine(
                run(new ProcessBuilder(command).directory(folder.toFile())),
                1,
                "not permitted",
                "usermod -aG wireshark");
        assertThat(folder.resolve("x.pcapng")).doesNotExist();
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void nothingIsLeftAndTheFileIsWholeWhenItIsKilled(String signal) throws Exception {
        Path file = folder.resolve(signal + ".pcapng");
        String run = "echo x | socat - UDP4-DATAGRAM:127.0.0.1:9; echo runs; exec sleep 1000";
        SystemProgram.find("socat", "socat");
        try (Program program =
                NetlabCommands.start(NetlabCommands.isolated(command("-o", file.toString(), "--", "sh", "-c", run)))) {
            program.awaitOutput("runs");
            Awaitility.await().atMost(Program.TIMEOUT).until(() -> Files.size(file) > 300);
            List<ProcessHandle> children =
                    ProcessHandle.of(program.pid()).orElseThrow().descendants().toList();
            assertThat(children.stream().map(CaptureIT::commandLine))
                    .anyMatch(line -> line.contains("dumpcap"))
                    .anyMatch(line -> line.contains("sleep"));
            kill(signal, program.pid());
            for (ProcessHandle child : children) {
                if (commandLine(child).contains("dumpcap") || signal.equals("TERM")) {
                    child.onExit().get(Program.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                } else {
                    kill("KILL", child.pid()); // the command itself: a process that was killed cannot end it
                }
            }
            program.awaitExit();
            if (signal.equals("TERM")) {
                assertThat(program.errors()).contains("Recorded: 2 packets on lo");
            }
        }
        assertThat(ladder(file).get("conversations")).hasSize(1);
    }

    private static void kill(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor();
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
