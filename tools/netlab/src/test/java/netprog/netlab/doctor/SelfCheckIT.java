package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

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
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code doctor --self} in network namespaces in which port 30000 is free, taken, or reserved by the system. */
@Execution(ExecutionMode.CONCURRENT)
class SelfCheckIT {
    @TempDir
    private Path folder;

    @Test
    void aPortThatAProgramHasIsTaken() throws IOException {
        SystemProgram.find("socat", "socat");
        Map<String, JsonNode> steps =
                steps("$drop socat TCP4-LISTEN:30000 /dev/null & until ss -Htln | grep -q :30000; do :; done");
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
                "cd /proc/sys/net/ipv4; echo 45000 60000 >ip_local_port_range; echo 40000 >ip_unprivileged_port_start");
        assertThat(steps.get("port").path("result").asText()).contains("30000 is reserved by the system (tcp, udp)");
        assertThat(steps.get("port").path("next").asText()).contains("Choose another port");
        assertThat(steps.get("packages").path("result").asText()).contains("nosuchpackage");
    }

    /** The steps by their checks, of a doctor without privileges. */
    private Map<String, JsonNode> steps(String setUp) throws IOException {
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
            JsonNode document = new ObjectMapper().readTree(json);
            Map<String, JsonNode> steps = new HashMap<>();
            document.path("steps").forEach(step -> steps.put(step.path("check").asText(), step));
            return steps;
        }
    }
}
