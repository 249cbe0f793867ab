package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.known;
import static netprog.netlab.doctor.Step.supposed;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import netprog.netlab.host.Route;
import netprog.util.Addresses;
import netprog.util.LocalAddress;
import netprog.util.LocalAddress.Scope;

/** The way to the host: name, own address, network, route, gateway, neighbour. */
final class PathChecks {
    /** The prefix length of nearly every school's and home's IPv4 network. */
    private static final int USUAL_PREFIX = 24;

    private PathChecks() {}

    static Optional<Step> name(Evidence e, Verdict verdict) {
        String host = e.question().host();
        if (e.addresses().isEmpty()) {
            String what = e.lookupLate() ? "name.late" : "name.unknown";
            return Optional.of(known("name", what, host).next(what + ".next", host));
        }
        String first = Addresses.show(e.server());
        if (e.addresses().size() > 1) {
            String all = e.addresses().stream().map(Addresses::show).collect(Collectors.joining(", "));
            Step step = known("name", "name.several", host, all, first);
            return Optional.of(
                    e.better() == null ? step : step.next("name.several.next", Addresses.show(e.better()), host));
        }
        boolean numeric = host.indexOf(':') >= 0 || host.equals(first);
        return Optional.of(numeric ? known("name", "name.numeric", host) : known("name", "name.found", host, first));
    }

    static Optional<Step> ownAddress(Evidence e, Verdict verdict) {
        String server = Addresses.show(e.server());
        if (e.isOwnMachine()) {
            return Optional.of(known("own-address", "own-address.itself", server));
        }
        boolean four = e.server() instanceof Inet4Address;
        List<LocalAddress> family = e.own().stream()
                .filter(a -> a.up() && a.scope() != Scope.LOOPBACK && a.address() instanceof Inet4Address == four)
                .toList();
        boolean reach = family.stream().anyMatch(a -> a.scope() != Scope.LINK_LOCAL);
        String kind = four ? "IPv4" : "IPv6";
        if (reach || !family.isEmpty() && e.server().isLinkLocalAddress()) {
            return Optional.of(known("own-address", "own-address.has", list(family)));
        } else if (family.isEmpty() || !four) {
            return Optional.of(known("own-address", "own-address.none", kind)
                    .next(four ? "own-address.none.next" : "own-address.none6.next"));
        }
        return Optional.of(
                known("own-address", "own-address.link-local", list(family)).next("own-address.none.next"));
    }

    static Optional<Step> sameNetwork(Evidence e, Verdict verdict) {
        String server = Addresses.show(e.server());
        if (e.isOwnMachine()) {
            return Optional.empty();
        }
        Optional<LocalAddress> network = e.ownNetwork();
        if (network.isEmpty()) {
            Step no = known("same-network", "same-network.no", server);
            return Optional.of(maskTooLong(e, verdict)
                    .map(own -> supposed("same-network", "same-network.mask-long", server, show(own))
                            .next("same-network.mask.next", own.prefixLength(), USUAL_PREFIX))
                    .orElse(no));
        }
        LocalAddress own = network.get();
        boolean silent = e.neighbour().state() == Neighbour.State.SILENT;
        boolean four = e.server() instanceof Inet4Address;
        if (silent
                && four
                && own.prefixLength() < USUAL_PREFIX
                && !Evidence.shares(own.address(), e.server(), USUAL_PREFIX)) {
            return Optional.of(supposed("same-network", "same-network.mask-short", server, show(own))
                    .next("same-network.mask.next", own.prefixLength(), USUAL_PREFIX));
        }
        return Optional.of(known("same-network", "same-network.yes", server, show(own)));
    }

    /** An own address beside the host's, with a network so small that the host is not in it, although nobody is reached. */
    private static Optional<LocalAddress> maskTooLong(Evidence e, Verdict verdict) {
        boolean fails = verdict != Verdict.OK && !e.isAlive() && e.server() instanceof Inet4Address;
        return e.own().stream()
                .filter(a -> fails && a.scope() != Scope.LOOPBACK && a.prefixLength() > USUAL_PREFIX)
                .filter(a -> Evidence.shares(a.address(), e.server(), USUAL_PREFIX))
                .findFirst();
    }

    static Optional<Step> route(Evidence e, Verdict verdict) {
        if (e.isOwnMachine()) {
            return Optional.empty();
        }
        String server = Addresses.show(e.server());
        Optional<Route> found = e.route();
        if (e.way().outcome() != Outcome.SILENT) {
            return Optional.of(noRoute(e, server, found));
        } else if (found.isEmpty()) {
            return Optional.of(
                    known("route", "route.exists", Addresses.show(e.way().from())));
        }
        Route route = found.get();
        String leaves = route.interfaceName();
        List<String> twins = e.own().stream()
                .filter(a -> a.up() && Evidence.shares(a.address(), e.server(), a.prefixLength()))
                .map(LocalAddress::interfaceName)
                .distinct()
                .toList();
        if (twins.size() > 1 && !e.isAlive()) {
            return Optional.of(supposed("route", "route.twins", String.join(", ", twins), leaves)
                    .next("route.twins.next", leaves));
        }
        return Optional.of(
                route.gateway() == null
                        ? known("route", "route.direct", leaves)
                        : known("route", "route.gateway", Addresses.show(route.gateway()), leaves));
    }

    private static Step noRoute(Evidence e, String server, Optional<Route> found) {
        if (found.isPresent() && found.get().kind() != Route.Kind.UNICAST) {
            Route route = found.get();
            return known("route", "route.dropped", route.kind().word(), route.range())
                    .next("route.dropped.next", route.kind().word(), route.range());
        } else if (e.server().isLinkLocalAddress() && server.indexOf('%') < 0) {
            return known("route", "route.zone", server).next("route.zone.next", server);
        }
        boolean six = !(e.server() instanceof Inet4Address);
        return known("route", "route.none", server, e.way().systemText())
                .next(six ? "route.none6.next" : "route.none.next");
    }

    static Optional<Step> gateway(Evidence e, Verdict verdict) {
        return e.isNear() ? Optional.empty() : nextHop("gateway", e);
    }

    static Optional<Step> neighbour(Evidence e, Verdict verdict) {
        if (e.isNear() && e.neighbour().state() == Neighbour.State.UNKNOWN && verdict == Verdict.UNREACHABLE) {
            String server = Addresses.show(e.server()); // the table of this system does not tell
            return Optional.of(supposed("neighbour", "neighbour.SILENT", server).next("neighbour.SILENT.next", server));
        }
        return e.isNear() ? nextHop("neighbour", e) : Optional.empty();
    }

    private static Optional<Step> nextHop(String check, Evidence e) {
        Neighbour next = e.neighbour();
        if (next.state() == Neighbour.State.UNKNOWN) {
            return Optional.empty();
        }
        String text = Addresses.show(e.nextHop());
        Step step = known(check, check + "." + next.state(), text, next.mac());
        return Optional.of(next.state() == Neighbour.State.SILENT ? step.next(check + ".SILENT.next", text) : step);
    }

    private static String list(List<LocalAddress> addresses) {
        return addresses.stream().limit(6).map(PathChecks::show).collect(Collectors.joining(", "));
    }

    private static String show(LocalAddress own) {
        return Addresses.show(own.address()) + "/" + own.prefixLength() + " (" + own.interfaceName() + ")";
    }
}
