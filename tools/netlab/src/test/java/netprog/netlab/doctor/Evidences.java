package netprog.netlab.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import netprog.netlab.common.ServiceKind;
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

    static Evidence unknownHost(Evidence.Lookup lookup) {
        Evidence e = new Evidence(new Question("nobody", 30000, Protocol.TCP, Duration.ofSeconds(1), false));
        e.lookup = lookup;
        return e;
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
        Evidence e = of(host, protocol, answer(Outcome.SILENT));
        e.asked = asked;
        e.other = other == null ? null : answer(other);
        e.ping = ping;
        e.neighbour = new Neighbour(next, mac);
        e.sockets = List.of(sockets);
        e.firewall = new OwnFirewall(firewall, rules);
        return e;
    }

    private static Evidence of(String host, Protocol protocol, Answer way) {
        Evidence e = new Evidence(new Question(host, 30000, protocol, Duration.ofSeconds(1), false));
        e.addresses = List.of(address(host));
        e.own = OWN;
        e.interfaces = List.of(ETH0);
        e.routes = ROUTES;
        e.way = way;
        e.asked = way;
        return e;
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
