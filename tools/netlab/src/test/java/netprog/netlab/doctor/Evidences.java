package netprog.netlab.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Evidence.Signs;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalInterface;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;

/** What an examination could have seen from 172.30.1.20/24, whose gateway is 172.30.1.1. */
final class Evidences {
    private static final LocalInterface ETH0 =
            new LocalInterface(2, "eth0", "eth0", LocalInterface.State.UP, "00:0c:29:12:34:56", 1500, false);
    private static final List<LocalAddress> OWN = List.of(new LocalAddress(ETH0, address("172.30.1.20"), 24));
    private static final List<Route> ROUTES = List.of(
            new Route(address("172.30.1.0"), 24, null, "eth0", 0, Route.Kind.UNICAST),
            new Route(address("0.0.0.0"), 0, address("172.30.1.1"), "eth0", 0, Route.Kind.UNICAST));

    private Evidences() {}

    /** The system refused before it sent anything. */
    static Evidence notSent(String host, Protocol protocol, Outcome way) {
        return of(host, protocol, answer(way));
    }

    static Evidence unknownHost(boolean late) {
        Question question = new Question("nobody", 30000, Protocol.TCP, Duration.ofSeconds(1));
        return new Evidence(question, List.of(), late, OWN, ROUTES, null, null, Signs.NONE);
    }

    static Evidence of(
            String host,
            Protocol protocol,
            Answer asked,
            Outcome other,
            Neighbour.State next,
            Ping ping,
            OwnFirewall.State firewall,
            OpenSocket... sockets) {
        String mac = next == Neighbour.State.ANSWERS || next == Neighbour.State.REMEMBERED ? "00:00:5e:00:53:01" : "";
        String rules = firewall == OwnFirewall.State.DROPS || firewall == OwnFirewall.State.POSSIBLE ? "inet t o" : "";
        Signs signs = new Signs(
                other == null ? null : answer(other),
                ping,
                new Neighbour(next, mac),
                List.of(sockets),
                new OwnFirewall(firewall, rules),
                null);
        return of(host, protocol, answer(Outcome.SILENT)).with(asked, signs);
    }

    private static Evidence of(String host, Protocol protocol, Answer way) {
        Question question = new Question(host, 30000, protocol, Duration.ofSeconds(1));
        return new Evidence(question, List.of(address(host)), false, OWN, ROUTES, way, way, Signs.NONE);
    }

    static Answer answer(Outcome outcome) {
        boolean bytes = outcome == Outcome.ANSWERED || outcome == Outcome.ANSWERED_FROM_ELSEWHERE;
        return answer(outcome, bytes ? ServiceKind.ECHO : null);
    }

    static Answer answer(Outcome outcome, ServiceKind service) {
        byte[] bytes = service == null ? new byte[0] : Question.PROBE;
        return new Answer(outcome, service, bytes, address("172.30.1.20"), 3, "what the system says");
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
