package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import netprog.netlab.topology.Fault;
import netprog.netlab.topology.Lab;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor names every fault of the table {@code faults.txt}, says what to try, and names no other cause as likely. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
    /** What was seen, or follows from it: not a cause that somebody would be sent after in vain. */
    private static final Set<String> NOT_CAUSES = Set.of("own-firewall", "loss", "delay");

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    static Stream<Fault> faults() {
        String only = System.getProperty("faults", "");
        return Fault.all().stream()
                .filter(fault -> only.isEmpty() || List.of(only.split(",")).contains(fault.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void theDoctorNamesIt(Fault fault) throws IOException {
        String[] expected = fault.get("expect").get(0).split("; ");
        try (Lab lab = Lab.build(fault.topology())) {
            DoctorScenesIT.Answered answer = DoctorScenesIT.ask(fault.name(), lab, fault.from(), fault.asked());
            String all = fault.name() + " (" + answer.millis() + " ms)\n"
                    + answer.json().replaceAll(" +", " ");
            JsonNode document = new ObjectMapper().readTree(answer.json());
            assertThat(expected[0].split(" "))
                    .as(all)
                    .contains(document.path("verdict").asText());
            String[] named = expected[1].split(" ");
            List<String> found = new ArrayList<>();
            for (JsonNode step : document.path("steps")) {
                String check = step.path("check").asText();
                String certainty = step.path("certainty").asText();
                assertThat(step.path("evidence").asText()).as(all).isNotEmpty();
                if (check.equals(named[0])
                        && expected[1].substring(named[0].length()).contains(" " + certainty)) {
                    found.add(step.path("next").asText());
                } else if (certainty.equals("likely")) {
                    assertThat(NOT_CAUSES).as("another likely cause: " + all).contains(check);
                }
            }
            assertThat(found).as(all).anySatisfy(next -> assertThat(next).containsIgnoringCase(expected[2]));
        }
    }

    /** A table that is read by people and by programs: nothing is missing in it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isComplete(Fault fault) {
        assertThat(fault.get("en")).hasSize(1);
        assertThat(fault.get("ko")).hasSize(1);
        assertThat(fault.get("expect").get(0).split("; ")).hasSize(3);
    }
}
