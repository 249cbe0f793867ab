package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import netprog.netlab.doctor.Evidence.Signs;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalInterface;
import netprog.netlab.host.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that are named are those of the product that this host is a guest of. */
class VirtualMachineCheckTest {
    @ParameterizedTest
    @CsvSource({
        "00:0c:29:00:00:01, eth0,                                 VMware: VM > Settings",
        "00:15:5d:00:00:01, eth0,                                 In the network settings of Hyper-V",
        "08:00:27:00:00:01, eth0,                                 In the network settings of VirtualBox",
        "00:15:5d:00:00:01, Hyper-V Virtual Ethernet Adapter #2,  none", // a Windows that has WSL
        "f8:75:a4:00:00:01, eth0,                                 none",
    })
    void aGuestWithoutAWayOut(String mac, String description, String next) {
        Evidence seen =
                evidence("203.0.113.10", mac, description, List.of(), Evidences.answer(Outcome.NETWORK_UNREACHABLE));
        assertThat(next(seen)).startsWith(next);
    }

    @ParameterizedTest
    @CsvSource({
        "00:0c:29:00:00:01, VMware: Edit > Virtual Network Editor > VMnet0",
        "08:00:27:00:00:01, In the network settings of VirtualBox",
    })
    void aGuestThatIsBridgedToTheWrongAdapter(String mac, String next) {
        Route route = new Route(Evidences.address("172.30.1.0"), 24, null, "eth0", 0, Route.Kind.UNICAST);
        Signs signs = Signs.of(new Neighbour(Neighbour.State.SILENT, ""));
        Evidence seen = evidence("172.30.1.30", mac, "eth0", List.of(route), Evidences.answer(Outcome.SILENT))
                .with(Evidences.answer(Outcome.TIMED_OUT), signs);
        assertThat(next(seen)).startsWith(next);
    }

    private static Evidence evidence(String host, String mac, String description, List<Route> routes, Answer way) {
        LocalInterface eth0 = new LocalInterface(2, "eth0", description, LocalInterface.State.UP, mac, 1500, false);
        LocalAddress own = new LocalAddress(eth0, Evidences.address("172.30.1.20"), 24);
        Question question = new Question(host, 30000, Protocol.TCP, Duration.ofSeconds(1));
        return new Evidence(
                question, List.of(Evidences.address(host)), false, List.of(own), routes, way, way, Signs.NONE);
    }

    private static String next(Evidence seen) {
        Optional<Step> step = VirtualMachineCheck.mode(seen, Verdict.of(seen));
        return step.map(Step::next).orElse("none");
    }
}
