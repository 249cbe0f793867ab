package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor --self} in network namespaces in which port 30000 is free, taken, or reserved by the system. */
@Execution(ExecutionMode.CONCURRENT)
class SelfCheckIT {
    @TempDir
    private Path folder;

    @Test
    void aPortThatAProgramHasIsTaken() throws IOException {
        SystemProgram.find("socat", "socat");
        Map<String, JsonNode> steps = steps(
                "whose port is taken",
                "$drop socat TCP4-LISTEN:30000 /dev/null & until ss -Htln | grep -q :30000; do :; done");
        assertThat(steps.get("port").path("result").asText()).contains("30000 is taken (tcp) by socat ");
        assertThat(steps)
                .as("the student edition has no tests that use packages")
                .doesNotContainKey("packages");
    }

    @Test
    void aPortThatNoProgramMayHaveIsReserved() throws IOException {
        Files.createDirectories(folder.resolve("tools/netlab/src/test"));
        Files.writeString(folder.resolve("tools/system-packages.txt"), "nosuchpackage  a peer\n");
        Map<String, JsonNode> steps = steps(
                "whose port is reserved",
                "cd /proc/sys/net/ipv4; echo 45000 60000 >ip_local_port_range; echo 40000 >ip_unprivileged_port_start");
        assertThat(steps.get("port").path("result").asText()).contains("30000 is reserved by the system (tcp, udp)");
        assertThat(steps.get("port").path("next").asText()).contains("Choose another port");
        assertThat(steps.get("packages").path("result").asText()).contains("nosuchpackage");
    }

    static Stream<Arguments> machines() {
        String fakes =
                "PATH=$PWD/bin:$PATH; mkdir bin; printf '#!/bin/sh\\n%s\\n' \"$fake\" >bin/$name; chmod +x bin/*";
        String etc =
                "cp -a /etc . 2>/dev/null; mkdir -p etc/ufw; echo ENABLED=yes >etc/ufw/ufw.conf; mount --bind etc /etc";
        String noCompiler = "mkdir bin; cp \"$0\" bin; mount --bind bin \"${0%/*}\"";
        String maven = "name=mvn; fake=\"echo 'Apache Maven @M@ (x)'; echo 'Java version: @J@, vendor: x'\"; " + fakes;
        return Stream.of(
                arguments("without any program", "PATH=/nowhere", "there is no Maven"),
                arguments(
                        "with an old Maven",
                        maven.replace("@M@", "3.6.3").replace("@J@", "17.0.1"),
                        "Maven 3.6.3 is too old"),
                arguments(
                        "with Maven on an old Java",
                        maven.replace("@M@", "3.9.9").replace("@J@", "11.0.2"),
                        "Maven 3.9.9 runs with Java 11"),
                arguments("with a runtime only", noCompiler, "has no compiler (javac)"),
                arguments("with ufw", etc, "ufw is on"),
                arguments("with firewalld", "name=systemctl; fake='echo active'; " + fakes, "firewalld is on"),
                arguments("with an editor", "name=code; fake=:; " + fakes, "code"),
                arguments("without Korean letters", "export LC_ALL=C", "Korean characters cannot be shown"),
                arguments("where root asks", "drop=", "no rule of nftables"),
                arguments(
                        "where root asks, with rules",
                        "drop=; " + rules(),
                        "rules of this machine may keep others away"),
                arguments(
                        "in a network",
                        "ip link add eth0 type veth peer name x0; ip addr add 10.77.7.7/24 dev eth0; ip link set x0 up; ip link set eth0 up",
                        "your partner reaches this machine at 10.77.7.7"));
    }

    private static String rules() {
        return "nft add table inet t; nft 'add chain inet t in { type filter hook input priority 0; }';"
                + " nft add rule inet t in tcp dport 30000 drop";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    @Tag("full")
    void whatAMachineLacksIsSaid(String machine, String setUp, String sentence) throws IOException {
        SystemProgram.find("nft", "nftables");
        Map<String, JsonNode> steps = steps(machine, "cd " + folder + "; " + setUp);
        assertThat(steps.values())
                .anySatisfy(step -> assertThat(step.path("result").asText()).contains(sentence));
    }

    /** The steps by their checks, of a doctor without privileges. */
    private Map<String, JsonNode> steps(String machine, String setUp) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(SystemProgram.find("unshare", "util-linux"), "-nmpf", "--mount-proc"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-Ur");
        }
        String drop = SystemProgram.find("setpriv", "util-linux") + " --bounding-set=-all --inh-caps=-all";
        command.addAll(List.of(
                "sh", "-c", "drop=\"" + drop + "\"; ip link set lo up; " + setUp + "; exec $drop \"$0\" \"$@\""));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")); // process ids repeat
        command.add("-Duser.language=en");
        command.add("-Dnetprog.top=" + folder);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DoctorMain.class.getName()));
        command.add("--self --json");
        try (Program doctor = Program.start(new ProcessBuilder(command))) {
            assertThat(doctor.awaitExit()).as(doctor::toString).isZero();
            String json = doctor.awaitOutput(Pattern.compile("status .*\n(.*)")).group(1);
            Sentences.said("a machine " + machine + ": --self", json);
            JsonNode document = new ObjectMapper().readTree(json);
            Map<String, JsonNode> steps = new HashMap<>();
            document.path("steps").forEach(step -> steps.put(step.path("check").asText(), step));
            return steps;
        }
    }
}
