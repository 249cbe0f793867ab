package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, from its jar, in the built tree. */
class LauncherIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private static Program launcher(Path top, String... args) throws IOException {
        Path jar = TOP.resolve("tools/launcher/target/launcher.jar");
        return Program.java(List.of("-Duser.language=en", "-Dnetprog.top=" + top), jar, args);
    }

    private static Program launcher(String... args) throws IOException {
        return launcher(TOP, args);
    }

    @Test
    void startsAsAProcess() throws IOException {
        try (Program list = launcher();
                Program wrong = launcher("nosuch");
                Program help = launcher("help", "score")) {
            assertThat(list.awaitExit()).as("%s", list).isZero();
            assertThat(list.output()).contains("week03", "doctor");
            assertThat(wrong.awaitExit()).as("%s", wrong).isEqualTo(2);
            assertThat(wrong.output()).isEmpty();
            assertThat(wrong.errors().lines()).hasSize(1);
            assertThat(help.awaitExit()).as("%s", help).isZero();
            assertThat(help.output()).contains("netprog score", "--json");
        }
    }

    @Test
    void anOlderJavaIsToldInASentence() throws IOException {
        assertThat(Start.problem("11", "/opt/jdk")).contains("Java 11 (/opt/jdk)", "JDK 17");
        assertThat(Start.problem("1.8", "/opt/jdk")).contains("Java 8 (/opt/jdk)", "JDK 17");
        assertThat(Start.problem("17", "/opt/jdk")).isNull();
        // Those can read the class.
        try (JarFile jar =
                new JarFile(TOP.resolve("tools/launcher/target/launcher.jar").toFile())) {
            String main =
                    jar.getManifest().getMainAttributes().getValue("Main-Class").replace('.', '/');
            byte[] start = jar.getInputStream(jar.getEntry(main + ".class")).readNBytes(8);
            assertThat(start[7]).as("version of its class file").isEqualTo((byte) 52);
        }
    }

    /** As in "./netprog addresses --json >/dev/full"; a reader that leaves early, such as head, is no error to report. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void outputThatCannotBeWrittenIsAnError() throws IOException {
        String command = Path.of(System.getProperty("java.home"), "bin", "java") + " -Duser.language=en -jar "
                + TOP.resolve("tools/launcher/target/launcher.jar");
        SystemProgram.find("tshark", "tshark");
        String ladder = " ladder " + TOP.resolve("tools/netlab/src/main/wireshark/example.pcapng");
        try (Program full = Program.start("sh", "-c", command + " addresses --json >/dev/full");
                Program gone = Program.start("bash", "-c", command + ladder + " | true; exit ${PIPESTATUS[0]}")) {
            assertThat(full.awaitExit()).as("%s", full).isEqualTo(1);
            assertThat(full.errors().lines()).hasSize(1).first().asString().contains("standard output");
            assertThat(gone.awaitExit()).as("%s", gone).isLessThan(2);
            assertThat(gone.errors()).isEmpty();
        }
    }

    @Test
    @Tag("full")
    void theDemoShowsEveryPairAndEndsWell() throws IOException {
        try (Program netprog = launcher("demo")) {
            int status = netprog.awaitExit(Program.TIMEOUT.multipliedBy(5)); // it starts twenty programs
            assertThat(status).as(netprog.toString()).isZero();
            assertThat(netprog.output())
                    .contains("Time over TCP", "Time over UDP", "Echo over TCP", "Echo over UDP")
                    .contains("Case service over TCP", "Case service over UDP")
                    .contains("--- connect -", "<-- end (FIN) -", "--- datagram, 2 bytes \"?\\0\" -")
                    .contains("안녕하세요", "ec 95 88 eb 85 95", "\"ABCD efg\\0\"", "All 39 checks passed.")
                    .doesNotContain("FAILED", "\u001b");
        }
    }

    @Test
    void theDemoSpeaksKoreanAndDoesWithoutTheStaffsFolders() throws IOException {
        for (String week : new String[] {"week03-time", "week04-echo"}) {
            Path jar = Path.of(week, "target", week + ".jar");
            Files.createDirectories(folder.resolve(jar).getParent());
            Files.copy(TOP.resolve(jar), folder.resolve(jar));
        }
        try (Program netprog = launcher(folder, "demo", "--lang", "ko")) {
            int status = netprog.awaitExit(Program.TIMEOUT.multipliedBy(5)); // it starts twenty programs
            assertThat(status).as(netprog.toString()).isZero();
            assertThat(netprog.output()).contains("검사 29개를 모두 통과했습니다", "연결 (connect)", "데이터그램");
        }
    }

    @Test
    @Tag("full")
    void theDemoFailsWhereAServerIsWrong() throws IOException {
        // Its time is a byte short, and it serves nothing else.
        String source = "public class Wrong { public static void main(String[] a) throws Exception {"
                + " if (a[0].endsWith(\"client\")) { try (var s = new java.net.Socket(a[1], Integer.parseInt(a[2]))) {"
                + " System.out.print(new String(s.getInputStream().readAllBytes())); } return; }"
                + " if (!a[0].equals(\"tcp-server\")) return;"
                + " try (var l = new java.net.ServerSocket(0)) { System.out.println(\"listening on tcp 0.0.0.0:\""
                + " + l.getLocalPort()); while (true) try (var s = l.accept()) {"
                + " s.getOutputStream().write(\"Mon Nov 23 11:07:49 2026\\n\".getBytes()); } } } }";
        jar(source, folder.resolve("week03-time/target/week03-time.jar"));
        jar(source, folder.resolve("week04-echo/target/week04-echo.jar"));
        try (Program netprog = launcher(folder, "demo")) {
            assertThat(netprog.awaitExit()).isEqualTo(1);
            assertThat(netprog.output())
                    .contains("FAILED  the reply has 26 bytes")
                    .contains("FAILED  udp-server and udp-client run")
                    .contains("checks FAILED: see above.");
        }
    }

    @Test
    void aMissingJarIsOneLineAndStatus1() throws IOException {
        Files.createDirectory(folder.resolve("week03-time"));
        try (Program netprog = launcher(folder, "week03", "tcp-server", "0")) {
            assertThat(netprog.awaitExit()).isEqualTo(1);
            assertThat(netprog.errors().lines()).hasSize(1).first().asString().contains("week03-time.jar");
        }
    }

    @Test
    void aWeeksProgramHasKeyboardScreenAndStatusToItself() throws IOException {
        try (Program server = launcher("week04-echo", "tcp-server", "0");
                Program client = launcher("week04-echo", "tcp-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type("하나 two").endInput();
            assertThat(client.awaitExit()).isZero();
            assertThat(client.output()).isEqualTo("하나 two\n");
        }
        try (Program client = launcher("week03", "--lang", "ko", "tcp-client", "127.0.0.1", "1")) {
            assertThat(client.awaitExit()).isEqualTo(1);
            assertThat(client.errors().lines()).hasSize(1).first().asString().startsWith("거부됨(refused): ");
        }
        try (Program client = launcher("week03", "tcp-client", "--lang", "ko")) {
            assertThat(client.awaitExit()).isEqualTo(2);
            assertThat(client.errors()).contains("--lang");
        }
    }

    @Test
    void addressesAreThoseOfTheMachine() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .forEach(address -> names.add(address.getHostAddress()));
        try (Program netprog = launcher("addresses", "--json")) {
            assertThat(netprog.awaitExit()).isZero();
            JsonNode document = new ObjectMapper().readTree(netprog.output());
            assertThat(document.get("addresses")).hasSize(names.size());
            List<String> best = new ArrayList<>();
            document.get("addresses").forEach(row -> {
                if (row.get("forPartner").asBoolean()) {
                    best.add(row.get("address").asText());
                }
            });
            assertThat(best).hasSizeLessThanOrEqualTo(1).doesNotContain("127.0.0.1");
            assertThat(document.get("forPartner").asText()).isEqualTo(best.isEmpty() ? "null" : best.get(0));
        }
        try (Program netprog = launcher("addresses")) {
            assertThat(netprog.awaitExit()).isZero();
            assertThat(netprog.output()).contains("127.0.0.1/8  ", "only for programs on this machine");
        }
    }

    @Test
    void theDoctorFindsThisMachineAndSpeaksKorean() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Program netprog = launcher("doctor", "127.0.0.1", "" + port, "--json")) {
            assertThat(netprog.awaitExit()).isEqualTo(1);
            JsonNode document = new ObjectMapper().readTree(netprog.output());
            assertThat(document.get("verdict").asText()).isEqualTo("refused");
            assertThat(document.get("steps")).hasSizeGreaterThan(3);
        }
        try (Program netprog = launcher("doctor", "127.0.0.1", "" + port, "--lang", "ko")) {
            assertThat(netprog.awaitExit()).isEqualTo(1);
            assertThat(netprog.output()).contains("거부됨(refused)", "확인(known)", "해 볼 일:");
        }
    }

    @Test
    @Tag("full")
    void theDoctorsOfBothMachinesMeetInAPipe() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String report;
        try (Program there = launcher("doctor", "--self", "" + port, "--report", "-")) {
            assertThat(there.awaitExit()).as("%s", there).isEqualTo(1);
            report = there.output();
        }
        try (Program here = launcher("doctor", "127.0.0.1", "" + port, "--with", "-")) {
            here.typeBytes(report.getBytes(StandardCharsets.UTF_8)).endInput();
            assertThat(here.awaitExit()).as("%s", here).isEqualTo(1);
            assertThat(here.output()).contains("the server's machine reports: ");
        }
        try (Program here = launcher("doctor", "127.0.0.1", "" + port, "--with", "-")) {
            here.type("no report").endInput();
            assertThat(here.awaitExit()).as("%s", here).isEqualTo(2);
            assertThat(here.output()).isEmpty();
            assertThat(here.errors().lines()).singleElement().asString().contains("--report");
        }
    }

    @Test
    void theDoctorLooksAtTheMachineItself() throws IOException {
        try (Program netprog = launcher("doctor", "--self", "--json")) {
            int status = netprog.awaitExit();
            JsonNode document = new ObjectMapper().readTree(netprog.output());
            assertThat(document.get("verdict").asText()).isEqualTo(status == 0 ? "ok" : "not-ready");
            assertThat(document.get("steps").findValuesAsText("check")).contains("jdk", "maven", "port", "lab", "ide");
            String java = document.get("steps").get(0).get("result").asText();
            assertThat(java).contains(Runtime.version().toString());
        }
    }

    private void jar(String source, Path jar) throws IOException {
        Path file = Files.writeString(folder.resolve("Wrong.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Wrong");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Wrong.class"));
            out.write(Files.readAllBytes(folder.resolve("Wrong.class")));
        }
    }
}
