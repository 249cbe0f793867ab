package netprog.netlab.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import netprog.netlab.common.ServiceKind;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.util.LocalAddress;
import netprog.util.LocalAddress.Adapter;
import netprog.util.LocalAddress.Scope;

/** What an examination could have seen from 172.30.1.20/24, whose gateway is 172.30.1.1. */
final class Evidences {
    private Evidences() {}

    static Evidence of(
            String host,
            Protocol protocol,
            Outcome way,
            Answer asked,
            Outcome other,
            Neighbour.State next,
            Ping ping,
            OwnFirewall.Decision firewall,
            OpenSocket... sockets) {
        Question question = new Question(host, 30000, protocol, Duration.ofSeconds(1));
        LocalAddress own = new LocalAddress(
                "eth0",
                "eth0",
                address("172.30.1.20"),
                24,
                "00:0c:29:12:34:56",
                Scope.SITE_LOCAL,
                Adapter.of("00:0c:29:12:34:56"),
                true);
        List<Route> routes = List.of(
                new Route(address("172.30.1.0"), 24, null, "eth0", 0, Route.Kind.UNICAST),
                new Route(address("0.0.0.0"), 0, address("172.30.1.1"), "eth0", 0, Route.Kind.UNICAST));
        Answer first = answer(way);
        Evidence before = Evidence.before(question, List.of(address(host)), false, List.of(own), routes, first);
        boolean dropped = firewall == OwnFirewall.Decision.DROPS || firewall == OwnFirewall.Decision.UNSURE;
        String mac = next == Neighbour.State.ANSWERS || next == Neighbour.State.REMEMBERED ? "00:00:5e:00:53:01" : "";
        return way != Outcome.SILENT
                ? before
                : before.after(
                        asked,
                        other == null ? null : answer(other),
                        ping,
                        new Neighbour(next, mac),
                        List.of(sockets),
                        new OwnFirewall.Finding(firewall, dropped ? "inet t o" : ""),
                        null);
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
