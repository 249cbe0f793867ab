package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code lab}. */
@Execution(ExecutionMode.CONCURRENT)
class LabIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    private static OneLauncher launcher;

    @BeforeAll
    static void start() throws IOException {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        launcher = new OneLauncher();
    }

    @AfterAll
    static void close() {
        if (launcher != null) {
            launcher.close();
        }
    }

    private static List<String> command(Path top, String... args) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-Duser.language=en", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-Dnetprog.top=" + top, "-jar", TOP + "/tools/launcher/target/launcher.jar", "lab"));
        command.addAll(List.of(args));
        return command;
    }

    private static Program lab(String... args) throws IOException {
        return Program.start(command(TOP, args).toArray(String[]::new));
    }

    private static String jar(String module) {
        return TOP.resolve(module).resolve("target").resolve(module + ".jar").toString();
    }

    /** A project's folder whose time programs alone are built, from the jar of some module. */
    private Path projectWithTime(String module) throws IOException {
        Path time = folder.resolve("week03-time/target/week03-time.jar");
        Files.createDirectories(time.getParent());
        Files.copy(Path.of(jar(module)), time);
        return folder;
    }

    /** The second argument names every pair of hosts of which no client gets a reply. */
    @ParameterizedTest
    @CsvSource({"bridged, ''", "nat, 'outside->guest peer->guest'"})
    @Tag("full")
    void everyHostReachesWhatVmwareDocuments(String mode, String blocked) throws IOException {
        try (Program lab = lab(mode, "--matrix", "--json")) {
            assertThat(lab.awaitExit(Program.TIMEOUT.multipliedBy(4)))
                    .as(lab.toString())
                    .isZero();
            JsonNode document = new ObjectMapper().readTree(lab.output());
            assertThat(document.get("mode").asText()).isEqualTo(mode);
            assertThat(document.get("agree").asBoolean()).isTrue();
            assertThat(document.get("exchanges")).hasSize(4 * 3 * 3 * 2);
            Set<String> silent = new TreeSet<>();
            document.get("exchanges").forEach(row -> {
                assertThat(row.get("seen")).isEqualTo(row.get("expected"));
                if (!row.get("seen").asBoolean()) {
                    silent.add(row.get("from").asText() + "->" + row.get("to").asText());
                    assertThat(row.get("said").asText()).isIn("timed out", "unreachable");
                }
            });
            assertThat(String.join(" ", silent)).isEqualTo(blocked);
        }
    }

    @Test
    @Tag("full")
    @ResourceLock("host-only")
    void hostOnlyAsATableInKorean() throws IOException {
        try (Program lab = lab("host-only", "--matrix", "--lang", "ko")) {
            assertThat(lab.awaitExit(Program.TIMEOUT.multipliedBy(4)))
                    .as(lab.toString())
                    .isZero();
            assertThat(lab.output())
                    .contains("""
                            | from \\ to | host | guest | peer | outside |
                            |---|---|---|---|---|
                            | host      | -    | O     | O    | O       |
                            | guest     | O    | -     | X    | X       |
                            | peer      | O    | X     | -    | O       |
                            | outside   | O    | X     | O    | -       |
                            """)
                    .contains("\n  peer -> guest     TCP: unreachable  UDP: timed out\n")
                    .contains("VMware의 설명서와 같습니다.");
        }
    }

    @Tag("full")
    @Test
    void firewallsAndForwardedPortsChangeTheTable() throws IOException {
        Path project = projectWithTime("week03-time");
        String[] options = "nat --matrix --forward 30000 --firewall peer:reject --firewall outside:prohibit".split(" ");
        try (Program lab = Program.start(command(project, options).toArray(String[]::new))) {
            assertThat(lab.awaitExit(Program.TIMEOUT.multipliedBy(4)))
                    .as(lab.toString())
                    .isZero();
            assertThat(lab.output()).isEqualTo("""
                            NAT (VMnet8): which host reaches which?

                            | from \\ to | host | guest | peer | outside |
                            |---|---|---|---|---|
                            | host      | -    | yes   | no   | no      |
                            | guest     | -    | -     | no   | no      |
                            | peer      | -    | yes   | -    | no      |
                            | outside   | -    | yes   | no   | -       |

                            yes: all of time, over TCP and over UDP.
                            Forwarded by the host to the guest: 30000. A client that uses the host's address gets the guest's reply.
                            The clients without a reply print:
                              host -> peer      TCP: refused      UDP: refused
                              host -> outside   TCP: unreachable  UDP: unreachable
                              guest -> peer     TCP: refused      UDP: refused
                              guest -> outside  TCP: unreachable  UDP: unreachable
                              peer -> outside   TCP: unreachable  UDP: unreachable
                              outside -> peer   TCP: refused      UDP: refused
                            Apart from the firewalls, this agrees with VMware's documentation.
                            """);
        }
    }

    @Test
    @Tag("full")
    void aMatrixThatDiffersFromVmwaresDocumentationIsStatus1() throws IOException {
        // A client of week 4 does not show the time.
        String[] options = {"bridged", "--matrix"};
        try (Program lab =
                Program.start(command(projectWithTime("week04-echo"), options).toArray(String[]::new))) {
            assertThat(lab.awaitExit(Program.TIMEOUT.multipliedBy(4))).isEqualTo(1);
            assertThat(lab.output())
                    .contains("This does NOT agree with VMware's documentation:")
                    .contains("  outside -> peer  time/udp  got no reply, but should (wrong reply)");
        }
    }

    @Test
    void aMatrixWithoutProgramsIsOneLineAndStatus1() throws IOException {
        for (String json : new String[] {"--verbose", "--json"}) {
            CommandLoop.Result lab = launcher.runIn(folder, "lab", "nat", "--matrix", json);
            assertThat(lab.status()).isEqualTo(1);
            assertThat(lab.output()).isEmpty();
            assertThat(lab.errors())
                    .contains("no programs to run", folder + "/week03-time/target/week03-time.jar is missing");
        }
    }

    @Test
    void aCommandHasItsStatusAndTheNetworkOfItsHost() throws IOException {
        CommandLoop.Result peer =
                launcher.run("lab", "nat", "--on", "peer", "--", "sh", "-c", "hostname; ip -br addr show eth0; exit 7");
        assertThat(peer.status()).isEqualTo(7);
        assertThat(peer.output()).startsWith("peer\n").contains("172.30.1.30/24");
        assertThat(peer.errors()).isEmpty();
        CommandLoop.Result echo = launcher.run("lab", "nat", "--verbose", "--", "echo", "--lang", "fr");
        assertThat(echo.status()).isZero();
        assertThat(echo.output()).isEqualTo("--lang fr\n");
        assertThat(echo.errors()).matches("ready after \\d+ ms\n");
        CommandLoop.Result nosuch = launcher.run("lab", "nat", "--", "nosuch");
        assertThat(nosuch.status()).isEqualTo(127);
        assertThat(nosuch.errors().lines()).singleElement().asString().contains("nosuch");
    }

    @Test
    void aShellReadsTheKeyboardAndReachesTheOtherHosts() throws IOException {
        try (Program lab = lab("bridged")) {
            lab.type("hostname")
                    .type("on peer hostname")
                    .type("on outside getent hosts guest")
                    .type("exit 5");
            assertThat(lab.awaitExit()).isEqualTo(5);
            assertThat(lab.output()).matches("guest\npeer\n172\\.30\\.1\\.20 +guest\n");
            assertThat(lab.errors().lines()).hasSize(2);
        }
    }

    @Test
    @ResourceLock("host-only")
    void aSecondTerminalJoinsALabThatRuns() throws IOException {
        try (Program first = lab("host-only", "--", "sh", "-c", "echo $$ >/run/lab/mark; echo ready; read -r line")) {
            first.awaitOutput("ready");
            try (Program second =
                    lab("host-only", "--join", "--on", "host", "--", "sh", "-c", "hostname; ls /run/lab")) {
                assertThat(second.awaitExit()).as(second.toString()).isZero();
                assertThat(second.output()).startsWith("host\n").contains("\nmark\n");
            }
            assertThat(first.isAlive()).isTrue();
            first.endInput();
            assertThat(first.awaitExit()).isEqualTo(1); // read saw the end of the input
        }
    }

    @Tag("full")
    @Test
    void theLabOfAnotherUserCannotBeJoined() throws IOException {
        Assumptions.assumeTrue(isRoot(), "needs a second user");
        List<String> asUser = new ArrayList<>(List.of("setpriv", "--reuid=12346", "--regid=12346", "--clear-groups"));
        Assumptions.assumeTrue(reads(asUser), "the folder is closed to other users");
        asUser.addAll(command(TOP, "bridged", "--join", "--", "hostname"));
        try (Program lab = lab("bridged", "--", "sh", "-c", "echo ready; read -r line")) {
            lab.awaitOutput("ready");
            try (Program other = Program.start(asUser.toArray(String[]::new))) {
                assertThat(other.awaitExit()).as(other.toString()).isEqualTo(1);
                assertThat(other.errors()).startsWith("No lab of the mode bridged is running.");
            }
        }
    }

    @Test
    void theCoursesProgramsTalkByName() throws IOException {
        String script = JAVA + " -jar " + jar("week03-time") + " tcp-server & " // the lab's end is the server's
                + "until on outside " + JAVA + " -jar " + jar("week03-time")
                + " tcp-client host 2>/dev/null; do :; done";
        try (Program lab = lab("nat", "--forward", "30000", "--", "sh", "-c", script)) {
            assertThat(lab.awaitExit()).as(lab.toString()).isZero();
            assertThat(lab.output())
                    .containsPattern("connected: 203\\.0\\.113\\.10:\\d+")
                    .containsPattern("(?m)^\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}$");
        }
    }

    @Test
    @Tag("full")
    void ifDatagramsAreLostAClientRetriesOrTimesOut() throws IOException {
        String client = JAVA + " -Duser.language=en -jar " + jar("solutions") + " udp-client guest";
        String script = "on guest " + JAVA + " -jar " + jar("solutions") + " udp-server >/dev/null & "
                + "for i in 1 2 3 4; do "
                + "  (printf 'guest\\nguest\\n4\\n' | " + client
                + " >/dev/null; echo $i ended $?) & clients=\"$clients $!\"; "
                + "done; wait $clients";
        for (String loss : new String[] {"30", "100"}) {
            try (Program lab = lab("bridged", "--loss", loss, "--on", "peer", "--", "sh", "-c", script)) {
                assertThat(lab.awaitExit()).as(lab.toString()).isZero();
                assertThat(lab.output().lines())
                        .hasSize(4)
                        .allMatch(line -> line.matches(loss.equals("100") ? "\\d ended 1" : "\\d ended [01]"));
                long failed =
                        lab.output().lines().filter(line -> line.endsWith("1")).count();
                assertThat(lab.errors().lines())
                        .hasSize((int) failed)
                        .allMatch(line -> line.startsWith("timed out: ") || line.startsWith("refused: "));
            }
        }
    }

    @Test
    void wrongCommandLinesAreOneLineAndStatus2() throws IOException {
        for (String arguments : List.of(
                "",
                "wrong",
                "nat --nosuch",
                "nat --on nobody",
                "nat --forward 0",
                "nat --forward 30000,x",
                "bridged --forward 30000",
                "nat --firewall guest",
                "nat --firewall guest:wrong",
                "nat --firewall nobody:drop",
                "nat --loss 101",
                "nat --loss -1",
                "nat --delay 50",
                "nat --delay 11s",
                "nat --json",
                "nat --join --loss 10",
                "nat --matrix -- ls")) {
            String[] words = ("lab " + arguments).strip().split(" ");
            CommandLoop.Result lab = launcher.run(words);
            assertThat(lab.status()).as(arguments).isEqualTo(2);
            assertThat(lab.output()).isEmpty();
            assertThat(lab.errors().lines()).as(arguments).hasSize(1);
        }
    }

    @Test
    void aWrongValueIsToldInTheLanguageOfTheUser() throws IOException {
        assertThat(launcher.run("lab", "wrong").errors())
                .isEqualTo("netprog lab: bridged|nat|host-only: \"wrong\" is none of bridged, nat, host-only."
                        + " Try \"./netprog lab --help\".\n");
        assertThat(launcher.run("lab", "wrong", "--lang", "ko").errors())
                .startsWith("netprog lab: bridged|nat|host-only: \"wrong\"은(는) bridged, nat, host-only 중 하나가 아닙니다.");
        assertThat(launcher.run("lab", "nat", "--loss", "101").errors())
                .startsWith("netprog lab: --loss: \"101\" is not a percentage from 0 to 100.");
        assertThat(launcher.run("lab", "host-only", "--forward", "1").errors()).contains("--forward is for nat");
        for (String language : new String[] {"en", "ko"}) {
            CommandLoop.Result help = launcher.run("lab", "--help", "--lang", language);
            assertThat(help.errors()).isEmpty();
            assertThat(help.output()).contains("--loss=PERCENT");
        }
    }

    @Test
    void aSystemThatIsNotLinuxAndAMissingProgramAreOneLineAndStatus1() throws IOException {
        List<String> elsewhere = command(TOP, "nat");
        elsewhere.add(1, "-Dos.name=Windows 11");
        try (Program lab = Program.start(elsewhere.toArray(String[]::new))) {
            assertThat(lab.awaitExit()).isEqualTo(1);
            assertThat(lab.errors().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("needs Linux")
                    .contains("Windows 11");
        }
        String hide = "mount --bind /dev/null \"$0\" && exec \"$@\"";
        List<String> without = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", hide));
        without.add(SystemProgram.find("nft", "nftables"));
        without.addAll(command(TOP, "nat"));
        try (Program lab = Program.start(without.toArray(String[]::new))) {
            assertThat(lab.awaitExit()).as(lab.toString()).isEqualTo(1);
            assertThat(lab.errors()).isEqualTo("The lab needs nft, which is missing: sudo apt install nftables\n");
        }
    }

    @Test
    void theScriptIsThereToRead() throws IOException {
        CommandLoop.Result lab = launcher.run("lab", "nat", "--show", "--forward", "30000");
        assertThat(lab.status()).isZero();
        assertThat(lab.output())
                .contains("\nip -n guest addr add 192.168.254.128/24 brd + dev eth0\n")
                .contains("\nip -n guest route add default via 192.168.254.2\n")
                .contains("dport 30000 dnat ip to 192.168.254.128");
    }

    @Test
    void anOrdinaryUserNeedsNoRoot() throws IOException {
        Assumptions.assumeTrue(isRoot(), "the other tests have shown it");
        List<String> asUser = new ArrayList<>(List.of("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"));
        Assumptions.assumeTrue(reads(asUser), "the folder is closed to other users");
        asUser.addAll(command(TOP, "nat", "--delay", "10ms", "--", "sh", "-c", "id -u; ip -br addr show eth0"));
        try (Program lab = Program.start(asUser.toArray(String[]::new))) {
            assertThat(lab.awaitExit()).as(lab.toString()).isZero();
            assertThat(lab.output()).startsWith("0\n").contains("192.168.254.128/24");
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ifUserNamespacesAreForbiddenItUsesSudoAndSaysWhy(boolean allowed) throws IOException {
        Assumptions.assumeTrue(isRoot(), "writes a rule for sudo, into a mount namespace of its own");
        SystemProgram.find("sudo", "sudo");
        List<String> asNobody = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        Assumptions.assumeTrue(reads(asNobody), "the folder is closed to other users");
        Path forbids = Files.writeString(
                Files.createTempDirectory("netprog").resolve("unshare"),
                "#!/bin/sh\n[ \"$(id -u)\" != 0 ] || exec /usr/bin/unshare \"$@\"\n"
                        + "echo 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
        Files.setPosixFilePermissions(forbids, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(forbids.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            String rule = "mount -t tmpfs -o mode=755 rules /etc/sudoers.d; "
                    + (allowed ? "echo '#65534 ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/rule; " : "")
                    + "export PATH=" + forbids.getParent() + ":$PATH; exec \"$@\"";
            List<String> forbidden =
                    new ArrayList<>(List.of("unshare", "-m", "--propagation", "private", "sh", "-c", rule, "rule"));
            forbidden.addAll(asNobody);
            forbidden.addAll(command(TOP, "nat", "--on", "peer", "--", "sh", "-c", "hostname; id -u; exit 3"));
            try (Program lab = Program.start(forbidden.toArray(String[]::new))) {
                assertThat(lab.awaitExit()).as(lab.toString()).isEqualTo(allowed ? 3 : 1);
                assertThat(lab.output()).isEqualTo(allowed ? "peer\n0\n" : "");
                assertThat(lab.errors().lines()).hasSize(allowed ? 1 : 2);
                assertThat(lab.errors())
                        .startsWith("This system does not allow users to make network namespaces (")
                        .contains("so sudo builds the lab");
            }
        } finally {
            Files.delete(forbids);
            Files.delete(forbids.getParent());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftAfterTheEndAndAfterAKill(boolean kill) throws IOException {
        List<String> before = traces();
        String script = "readlink /proc/self/ns/net /proc/self/ns/mnt /proc/self/ns/pid; echo all; read -r line";
        List<String> command = command(TOP, "nat", "--delay", "5ms", "--", "sh", "-c", script);
        command.add(1, "-Djava.io.tmpdir=" + folder);
        try (Program lab = Program.start(command.toArray(String[]::new))) {
            lab.awaitOutput("all");
            Matcher numbers = Pattern.compile("\\w+:\\[\\d+\\]").matcher(lab.output());
            Set<String> spaces = new TreeSet<>();
            while (numbers.find()) {
                spaces.add(numbers.group());
            }
            assertThat(spaces).hasSize(3);
            assertThat(inside(spaces)).isNotEmpty();
            if (kill) {
                ProcessHandle.of(lab.pid()).orElseThrow().destroyForcibly();
            } else {
                lab.endInput();
            }
            lab.awaitExit();
            await().atMost(Program.TIMEOUT).until(() -> inside(spaces).isEmpty());
        }
        assertThat(traces()).isEqualTo(before);
    }

    /** The processes that are in one of these namespaces. */
    private static List<String> inside(Set<String> namespaces) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            for (ProcessHandle each : (Iterable<ProcessHandle>) all::iterator) {
                for (String kind : new String[] {"net", "mnt", "pid"}) {
                    try {
                        Path link = Path.of("/proc/" + each.pid() + "/ns/" + kind);
                        if (namespaces.contains(Files.readSymbolicLink(link).toString())) {
                            found.add(each.toString());
                        }
                    } catch (IOException e) {
                        // It has ended, or is another user's.
                    }
                }
            }
        }
        return found;
    }

    /** What a lab could leave: mounts, interfaces, files. */
    private List<String> traces() throws IOException {
        List<String> traces = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        for (Path each : List.of(Path.of("/sys/class/net"), Path.of("/run"), Path.of("/etc"), folder)) {
            try (Stream<Path> files = Files.list(each)) {
                files.map(Path::toString).sorted().forEach(traces::add);
            }
        }
        return traces;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static boolean reads(List<String> asUser) throws IOException {
        List<String> command = new ArrayList<>(asUser);
        command.addAll(List.of("test", "-r", TOP + "/tools/launcher/target/launcher.jar", "-a", "-x", JAVA));
        try (Program test = Program.start(command.toArray(String[]::new))) {
            return test.awaitExit() == 0;
        }
    }
}
