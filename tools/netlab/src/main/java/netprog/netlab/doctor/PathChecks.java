package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.known;
import static netprog.netlab.doctor.Step.supposed;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.Route;
import netprog.netlab.host.Zone;
import netprog.util.Addresses;

/** The way to the host: name, own address, network, route, gateway, neighbour. */
final class PathChecks {
    /** The prefix length of nearly every school's and home's IPv4 network. */
    private static final int USUAL_PREFIX = 24;

    private static final int MAX_LISTED = 6;

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
            InetAddress better = e.signs().better();
            return Optional.of(better == null ? step : step.next("name.several.next", Addresses.show(better), host));
        }
        boolean numeric = host.indexOf(':') >= 0 || host.equals(first);
        return Optional.of(numeric ? known("name", "name.numeric", host) : known("name", "name.found", host, first));
    }

    static Optional<Step> ownAddress(Evidence e, Verdict verdict) {
        if (e.isOwnHost()) {
            return Optional.of(known("own-address", "own-address.itself", Addresses.show(e.server())));
        }
        boolean four = isIpv4(e);
        List<LocalAddress> family = e.own().stream()
                .filter(a -> a.isUp() && a.scope() != Scope.LOOPBACK && a.isIpv4() == four)
                .toList();
        boolean reach = family.stream().anyMatch(a -> a.scope() != Scope.LINK_LOCAL);
        if (reach || !family.isEmpty() && e.server().isLinkLocalAddress()) {
            return Optional.of(known("own-address", "own-address.has", list(family)));
        } else if (family.isEmpty() || !four) {
            return Optional.of(known("own-address", "own-address.none", four ? "IPv4" : "IPv6")
                    .next(four ? "own-address.none.next" : "own-address.none6.next"));
        }
        return Optional.of(
                known("own-address", "own-address.link-local", list(family)).next("own-address.none.next"));
    }

    static Optional<Step> sameNetwork(Evidence e, Verdict verdict) {
        if (e.isOwnHost()) {
            return Optional.empty();
        }
        String server = Addresses.show(e.server());
        Optional<LocalAddress> network = e.ownNetwork();
        if (network.isEmpty()) {
            return Optional.of(maskTooLong(e, verdict)
                    .map(own -> supposed("same-network", "same-network.mask-long", server, show(own))
                            .next("same-network.mask.next", own.prefixLength(), USUAL_PREFIX))
                    .orElse(known("same-network", "same-network.no", server)));
        }
        LocalAddress own = network.get();
        if (e.isNextHopSilent()
                && isIpv4(e)
                && own.prefixLength() < USUAL_PREFIX
                && !Route.samePrefix(own.address(), e.server(), USUAL_PREFIX)) {
            return Optional.of(supposed("same-network", "same-network.mask-short", server, show(own))
                    .next("same-network.mask.next", own.prefixLength(), USUAL_PREFIX));
        }
        return Optional.of(known("same-network", "same-network.yes", server, show(own)));
    }

    /** An own address beside the host's, with a network so small that the host is not in it, if nothing is reached. */
    private static Optional<LocalAddress> maskTooLong(Evidence e, Verdict verdict) {
        boolean fails = verdict != Verdict.OK && !e.isAlive() && isIpv4(e);
        return e.own().stream()
                .filter(a -> fails && a.scope() != Scope.LOOPBACK && a.prefixLength() > USUAL_PREFIX)
                .filter(a -> Route.samePrefix(a.address(), e.server(), USUAL_PREFIX))
                .findFirst();
    }

    static Optional<Step> route(Evidence e, Verdict verdict) {
        if (e.isOwnHost()) {
            return Optional.empty();
        }
        Optional<Route> found = e.route();
        if (!e.isSent()) {
            return Optional.of(noRoute(e, Addresses.show(e.server()), found));
        } else if (found.isEmpty()) {
            return Optional.of(
                    known("route", "route.exists", Addresses.show(e.way().from())));
        }
        Route route = found.get();
        String leaves = route.interfaceName();
        List<String> twins =
                e.ownNetworks().stream().map(a -> a.owner().name()).distinct().toList();
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
            return known("route", "route.dropped", route.kind(), route.range())
                    .next("route.dropped.next", route.kind(), route.range());
        } else if (!isIpv4(e)
                && e.server().isLinkLocalAddress()
                && Zone.of(e.server()).isEmpty()) {
            return known("route", "route.zone", server).next("route.zone.next", server);
        }
        return known("route", "route.none", server, e.way().systemText())
                .next(isIpv4(e) ? "route.none.next" : "route.none6.next");
    }

    static Optional<Step> gateway(Evidence e, Verdict verdict) {
        return e.isNear() ? Optional.empty() : nextHop("gateway", e);
    }

    static Optional<Step> neighbour(Evidence e, Verdict verdict) {
        if (!e.isNear()) {
            return Optional.empty();
        } else if (e.signs().neighbour().state() == Neighbour.State.UNKNOWN && verdict == Verdict.UNREACHABLE) {
            String server = Addresses.show(e.server()); // the table of this system does not tell
            return Optional.of(supposed("neighbour", "neighbour.SILENT", server).next("neighbour.SILENT.next", server));
        }
        return nextHop("neighbour", e);
    }

    private static Optional<Step> nextHop(String check, Evidence e) {
        Neighbour next = e.signs().neighbour();
        if (next.state() == Neighbour.State.UNKNOWN) {
            return Optional.empty();
        }
        String text = Addresses.show(e.nextHop());
        Step step = known(check, check + "." + next.state(), text, next.mac());
        return Optional.of(e.isNextHopSilent() ? step.next(check + ".SILENT.next", text) : step);
    }

    private static boolean isIpv4(Evidence e) {
        return e.server() instanceof Inet4Address;
    }

    private static String list(List<LocalAddress> addresses) {
        return addresses.stream().limit(MAX_LISTED).map(PathChecks::show).collect(Collectors.joining(", "));
    }

    private static String show(LocalAddress own) {
        return own + " (" + own.owner().name() + ")";
    }
}
