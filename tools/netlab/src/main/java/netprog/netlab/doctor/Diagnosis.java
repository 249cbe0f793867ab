package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.Certainty.POSSIBLE;
import static netprog.netlab.doctor.Step.cause;
import static netprog.netlab.doctor.Step.known;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import netprog.netlab.common.IcmpError;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Zone;
import netprog.util.Addresses;
import netprog.wire.Ladder;

/** What an assistant looks at, in this order: the name, the way, the server; then the causes that fit. */
final class Diagnosis {
    /** The prefix length of nearly every school's and home's IPv4 network. */
    private static final int USUAL_PREFIX = 24;

    private static final int MAX_LISTED = 6;
    /** From here on Linux chooses ports by itself. */
    private static final int FIRST_EPHEMERAL = 32768;

    private final Evidence e;
    private final Verdict verdict;
    private final int port;
    private final Protocol protocol;
    private final List<Step> steps = new ArrayList<>();
    private String server;

    private Diagnosis(Evidence e, Verdict verdict) {
        this.e = e;
        this.verdict = verdict;
        this.port = e.question.port();
        this.protocol = e.question.protocol();
    }

    /** The steps of all checks that apply. */
    static List<Step> of(Evidence evidence, Verdict verdict) {
        Diagnosis diagnosis = new Diagnosis(evidence, verdict);
        diagnosis.name();
        if (!evidence.addresses.isEmpty() && evidence.special().isEmpty()) {
            if (evidence.isOwnHost()) {
                diagnosis.ownHost();
            } else {
                diagnosis.way();
            }
            if (evidence.isSent()) {
                diagnosis.probes();
            }
            diagnosis.steps.addAll(new Causes(evidence, verdict).all());
        }
        return diagnosis.steps;
    }

    private void add(String check, String key, Object... values) {
        steps.add(known(check, key, values));
    }

    private void next(String key, Object... values) {
        steps.add(steps.remove(steps.size() - 1).next(key, values));
    }

    private void name() {
        String host = e.question.host();
        if (e.addresses.isEmpty()) {
            add("name", "name." + e.lookup, host);
            next("name." + e.lookup + ".next", host);
            return;
        }
        server = e.serverText();
        String kind = e.special().orElse("");
        if (!kind.isEmpty()) {
            add("address", "address." + kind, host, e.isIpv4() ? server : "::");
            next("address." + (kind.equals("any") ? "any" : "special") + ".next", host);
        } else if (e.addresses.size() > 1) {
            add(
                    "name",
                    "name.several",
                    host,
                    e.addresses.stream().map(Addresses::show).collect(Collectors.joining(", ")),
                    server);
            if (e.better != null) {
                next("name.several.next", Addresses.show(e.better), host);
            }
        } else {
            add("name", host.indexOf(':') >= 0 || host.equals(server) ? "name.numeric" : "name.found", host, server);
        }
    }

    /** The way to another host: own address, network, route, gateway or neighbour. */
    private void way() {
        ownAddress();
        sameNetwork();
        route();
        neighbour();
    }

    private void ownAddress() {
        boolean four = e.isIpv4();
        List<LocalAddress> all = e.own.stream()
                .filter(a -> a.scope() != Scope.LOOPBACK && a.isIpv4() == four)
                .toList();
        List<LocalAddress> up = all.stream().filter(LocalAddress::isUp).toList();
        boolean far = up.stream().anyMatch(a -> a.scope() != Scope.LINK_LOCAL);
        if (far || !up.isEmpty() && e.server().isLinkLocalAddress()) {
            add("own-address", "own-address.has", list(up));
        } else if (!up.isEmpty() && four) {
            add("own-address", "own-address.link-local", list(up));
            next("own-address.none.next");
        } else if (!all.isEmpty() && (four || all.stream().anyMatch(a -> a.scope() != Scope.LINK_LOCAL))) {
            LocalAddress first = all.get(0);
            String state = e.interfaces.stream()
                    .filter(i -> i.name().equals(first.owner().name()))
                    .map(i -> i.state().toString())
                    .findFirst()
                    .orElse("down");
            add("own-address", "own-address." + state, list(all), first.owner().name());
            next("own-address." + state + ".next", first.owner().name());
        } else {
            add("own-address", "own-address.none", four ? "IPv4" : "IPv6");
            next(four ? "own-address.none.next" : "own-address.none6.next");
        }
    }

    private void sameNetwork() {
        Optional<LocalAddress> network = e.ownNetwork();
        boolean fails = verdict != Verdict.OK && !e.isAlive() && e.isIpv4();
        // An own address beside the host's, with a network so small that the host is not in it.
        Optional<LocalAddress> tooLong = e.own.stream()
                .filter(a -> fails && a.scope() != Scope.LOOPBACK && a.prefixLength() > USUAL_PREFIX)
                .filter(a -> Route.samePrefix(a.address(), e.server(), USUAL_PREFIX))
                .findFirst();
        if (network.isPresent()) {
            LocalAddress own = network.get();
            add("same-network", "same-network.yes", server, show(own));
            if (e.isNextHopSilent()
                    && e.isIpv4()
                    && own.prefixLength() < USUAL_PREFIX
                    && !Route.samePrefix(own.address(), e.server(), USUAL_PREFIX)) {
                steps.add(cause(
                                POSSIBLE,
                                "netmask",
                                steps.get(steps.size() - 1).result(),
                                "netmask.short",
                                server,
                                show(own))
                        .next("netmask.next", own.prefixLength(), USUAL_PREFIX));
            }
            return;
        }
        add("same-network", "same-network.no", server);
        tooLong.ifPresent(own -> steps.add(
                cause(POSSIBLE, "netmask", steps.get(steps.size() - 1).result(), "netmask.long", server, show(own))
                        .next("netmask.next", own.prefixLength(), USUAL_PREFIX)));
    }

    private void route() {
        Optional<Route> found = e.route();
        if (!e.isSent()) {
            noRoute(found);
            return;
        } else if (found.isEmpty()) {
            add("route", "route.exists", Addresses.show(e.way.from()));
            return;
        }
        Route route = found.get();
        String through = route.interfaceName();
        String gateway = route.gateway() == null ? "" : Addresses.show(route.gateway());
        String way = e.isTunnel() ? "tunnel" : gateway.isEmpty() ? "direct" : "gateway";
        add("route", "route." + way, gateway, through);
        boolean works = verdict == Verdict.OK || e.isAlive();
        Optional<Route> main = Routes.toward(e.routes, e.server());
        if (!e.routes.isEmpty()
                && (main.isEmpty()
                        || !main.get().interfaceName().equals(through)
                        || !Objects.equals(main.get().gateway(), route.gateway()))) {
            add("route", "route.rule", gateway.isEmpty() ? through : gateway);
        }
        List<Route> others = e.routes.stream()
                .filter(r -> r.isDefault()
                        && r.isIpv4() == e.isIpv4()
                        && main.filter(Route::isDefault).isPresent())
                .filter(r -> !r.interfaceName().equals(through) || !Objects.equals(r.gateway(), route.gateway()))
                .toList();
        if (!others.isEmpty() && !works) {
            Route second = others.get(0);
            String to = second.gateway() == null ? second.interfaceName() : Addresses.show(second.gateway());
            add("route", "route.second", gateway.isEmpty() ? through : gateway, to);
            next("route.second.next", gateway.isEmpty() ? "dev " + through : "via " + gateway, to);
        }
        List<String> twins =
                e.ownNetworks().stream().map(a -> a.owner().name()).distinct().toList();
        if (twins.size() > 1 && !works) {
            add("route", "route.twins", String.join(", ", twins), through);
            next("route.twins.next", through);
        }
    }

    private void noRoute(Optional<Route> found) {
        if (e.way.outcome() == Outcome.NO_LOCAL_PORT) {
            return;
        }
        Optional<Route> dropping = found.filter(r -> r.kind() != Route.Kind.UNICAST)
                .or(() -> Routes.toward(e.routes, e.server()).filter(r -> r.kind() != Route.Kind.UNICAST));
        if (dropping.isPresent()) {
            Route route = dropping.get();
            add("route", "route.dropped", route.kind(), route.range());
            next("route.dropped.next", route.kind(), route.range());
        } else if (e.server().isLinkLocalAddress()
                && !e.isIpv4()
                && Zone.of(e.server()).isEmpty()) {
            add("route", "route.zone", server);
            next("route.zone.next", server);
        } else {
            add("route", "route.none", server, e.way.systemText());
            next(e.isIpv4() ? "route.none.next" : "route.none6.next");
        }
    }

    /** The host itself if it is near, else the gateway. */
    private void neighbour() {
        String check = e.isNear() ? "neighbour" : "gateway";
        String text = Addresses.show(e.nextHop());
        Neighbour next = e.neighbour;
        if (!e.arp.answers().isEmpty()) {
            String macs = String.join(", ", e.arp.answers().keySet());
            add(check, check + ".ANSWERS", text, macs);
            int answers =
                    e.arp.answers().values().stream().mapToInt(i -> i).max().orElse(0);
            steps.add(steps.remove(steps.size() - 1)
                    .seen(Step.text("seen.arp", answers, e.arp.asked(), e.arp.firstMillis(), macs)));
        } else if (next.state() != Neighbour.State.UNKNOWN && !e.isTunnel()) {
            add(check, check + "." + next.state(), text, next.mac());
            if (e.isNextHopSilent()) {
                steps.add(steps.remove(steps.size() - 1).seen(Step.text("seen.no-arp", e.arp.asked())));
                if (!e.isNear()) {
                    next("gateway.SILENT.next", text);
                }
            }
        } else if (e.isNear() && verdict == Verdict.UNREACHABLE && !e.isTunnel() && e.isSent()) {
            steps.add(cause(POSSIBLE, check, e.asked.systemText(), "neighbour.perhaps", text) // the table does not tell
                    .next("off.next", text));
        }
        if (e.arp.answers().size() > 1) {
            add(
                    "duplicate",
                    "duplicate.two",
                    text,
                    String.join(", ", e.arp.answers().keySet()));
            next("duplicate.next", text);
        }
        e.leavesWith().ifPresent(own -> {
            if (!e.double_.answers().isEmpty()) {
                add(
                        "duplicate",
                        "duplicate.mine",
                        Addresses.show(own.address()),
                        String.join(", ", e.double_.answers().keySet()));
                next("duplicate.mine.next", Addresses.show(own.address()));
            }
            String mac = own.owner().mac();
            boolean same =
                    e.neighbour.mac().equalsIgnoreCase(mac) || e.arp.answers().containsKey(mac);
            if (!mac.isEmpty() && same) {
                add("duplicate", "duplicate.mac", text, mac);
                next("duplicate.mac.next");
            }
        });
    }

    /** What the probes saw, in the order in which they are sure. */
    private void probes() {
        Answer asked = e.asked;
        add("probe", "probe." + asked.outcome(), e.endpoint(), asked.millis(), asked.systemText());
        e.error(kind -> true).ifPresent(error -> {
            boolean mine =
                    e.own.stream().anyMatch(a -> Addresses.show(a.address()).equals(error.sender()));
            String who = error.sender().equals(server) ? "itself" : mine ? "mine" : "other";
            add("error", "error." + who, error.sender(), what(error), server);
        });
        if (asked.outcome() == Outcome.ANSWERED) {
            add("answer", "answer." + asked.serviceKey(), Ladder.message(asked.bytes()));
            if (!asked.isOurs()) {
                next("answer.other.next", port);
            }
        } else if (asked.outcome() == Outcome.ANSWERED_FROM_ELSEWHERE) {
            boolean port = asked.from().equals(e.server());
            String from = port ? asked.systemText() : Addresses.show(asked.from());
            add("answer", port ? "answer.elsewhere-port" : "answer.elsewhere", from, server, this.port);
            next(port ? "answer.elsewhere-port.next" : "answer.elsewhere.next", from, server);
        }
        if (e.other != null) {
            String name = protocol.other() + " " + port;
            Outcome other = e.otherOutcome();
            if (e.otherListens()) {
                add("other-protocol", "other.answers", name);
                if (verdict == Verdict.REFUSED || verdict == Verdict.NO_ANSWER || verdict == Verdict.TIMED_OUT) {
                    next("other.answers.next", protocol.other(), protocol);
                }
            } else {
                Optional<String> told = e.refusedByAnother(protocol.other(), e.other);
                String what = told.isPresent()
                        ? "refused-there"
                        : other == Outcome.REFUSED ? "refused" : other == Outcome.TIMED_OUT ? "silent" : "error";
                add("other-protocol", "other." + what, name, told.orElse(e.other.systemText()));
            }
        }
        if (e.control != null && verdict == Verdict.TIMED_OUT) {
            add("another-port", "control." + (e.control.outcome().showsLife() ? "refused" : "silent"));
        }
        if (e.ping != null) {
            String how = !e.ping.isAnswered() ? "silent" : e.ping.looksLikeWindows() ? "windows" : "answers";
            add("ping", "ping." + how, e.ping.hops(), e.ping.answered(), e.ping.sent(), e.ping.millis());
        }
        String routers = e.hops.stream()
                .limit(Math.max(0, e.hops.size() - 1))
                .filter(Objects::nonNull)
                .map(IcmpError::sender)
                .distinct()
                .collect(Collectors.joining(" > "));
        boolean some = !routers.isEmpty();
        boolean silent = verdict == Verdict.TIMED_OUT || verdict == Verdict.NO_ANSWER;
        if (!e.isNear() && !e.hops.isEmpty() && (some || silent)) {
            add("hops", some ? "hops.some" : "hops.none", routers, Addresses.show(e.nextHop()));
        }
    }

    static String what(IcmpError error) {
        return Step.text("icmp." + error.kind(), error.type(), error.code());
    }

    /** What listens, if the host is this one. */
    private void ownHost() {
        add("own-address", "own-address.itself", server);
        e.interfaces.stream().filter(i -> i.loopback() && Causes.isOff(i)).forEach(i -> {
            add("own-address", "own-address.lo-down", i.name());
            next("own-address.down.next", i.name());
        });
        if (verdict == Verdict.OK) {
            return;
        }
        List<OpenSocket> listeners = e.sockets.stream()
                .filter(s -> s.isListening() && s.protocol().equals(protocol.toString()))
                .toList();
        List<OpenSocket> here =
                listeners.stream().filter(s -> s.local().getPort() == port).toList();
        if (!here.isEmpty()) {
            listens(here);
            return;
        }
        List<OpenSocket> elsewhere =
                listeners.stream().filter(this::isCandidate).toList();
        if (elsewhere.isEmpty()) {
            add("own-machine", "own-machine.nobody", protocol, port);
            next("own-machine.nobody.next", protocol + "-server", port);
        } else {
            add("own-machine", "own-machine.other-port", protocol, port, sockets(elsewhere));
            next("own-machine.other-port.next", elsewhere.get(0).local().getPort(), protocol + "-server", port);
        }
    }

    private void listens(List<OpenSocket> here) {
        boolean reached = here.stream().anyMatch(s -> s.accepts(e.server()));
        OpenSocket first = here.get(0);
        if (!reached) {
            boolean six = first.local().getAddress().isAnyLocalAddress();
            add("own-machine", six ? "own-machine.six" : "own-machine.bound", sockets(here), server);
            next(
                    six ? "own-machine.six.next" : "own-machine.bound.next",
                    Addresses.show(first.local().getAddress()),
                    port);
        } else if (first.isFull()) {
            add("own-machine", "own-machine.full", sockets(here), first.waiting(), first.queue());
            next("own-machine.full.next");
        } else {
            add("own-machine", "own-machine.listens", sockets(here));
            next("own-machine.listens.next");
        }
    }

    /** A program of the course, or one at a port that looks like a typing error. */
    private boolean isCandidate(OpenSocket socket) {
        int other = socket.local().getPort();
        return socket.process().toLowerCase(Locale.ROOT).startsWith("java") && other < FIRST_EPHEMERAL
                || Math.abs(other - port) <= 10;
    }

    private static String sockets(List<OpenSocket> sockets) {
        return sockets.stream()
                .limit(MAX_LISTED)
                .map(s -> s.localText() + (s.process().isEmpty() ? "" : " (" + s.process() + ", " + s.pid() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String list(List<LocalAddress> addresses) {
        return addresses.stream().limit(MAX_LISTED).map(Diagnosis::show).collect(Collectors.joining(", "));
    }

    private static String show(LocalAddress own) {
        return own + " (" + own.owner().name() + ")";
    }
}
