package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.known;
import static netprog.netlab.doctor.Step.supposed;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.host.OpenSocket;
import netprog.util.Addresses;
import netprog.util.Bytes;

/** What is at the other end: the probe, what answers, the other protocol, what listens here, ping, firewalls. */
final class ServerChecks {
    private static final int MAX_SOCKETS = 4;
    /** From here on Linux chooses ports by itself. */
    private static final int FIRST_EPHEMERAL = 32768;

    private ServerChecks() {}

    static Optional<Step> probe(Evidence e, Verdict verdict) {
        if (!e.isSent()) {
            return Optional.empty();
        }
        Answer asked = e.asked();
        Step step = known("probe", "probe." + asked.outcome(), e.endpoint(), asked.millis(), asked.systemText());
        if (verdict == Verdict.REFUSED && !e.isOwnHost()) {
            return Optional.of(
                    step.next("probe.REFUSED.next", server(e), e.question().port()));
        } else if (verdict == Verdict.UNREACHABLE && !e.isNextHopSilent()) {
            return Optional.of(step.next("probe.UNREACHABLE.next", Addresses.show(e.server())));
        }
        return Optional.of(step);
    }

    static Optional<Step> answer(Evidence e, Verdict verdict) {
        Answer asked = e.asked();
        int port = e.question().port();
        return Optional.ofNullable(
                switch (asked.outcome()) {
                    case ANSWERED -> {
                        Step step = known("answer", "answer." + asked.serviceKey(), Bytes.show(asked.bytes()));
                        yield asked.isOurs() ? step : step.next("answer.other.next", port);
                    }
                    case ANSWERED_FROM_ELSEWHERE -> {
                        String from = Addresses.show(asked.from());
                        String server = Addresses.show(e.server());
                        yield known("answer", "answer.elsewhere", from, server)
                                .next("answer.elsewhere.next", from, server);
                    }
                    case SILENT ->
                        e.way() == asked
                                ? null
                                : supposed("answer", "answer.silent").next("answer.silent.next");
                    case CLOSED -> supposed("answer", "answer.closed").next("answer.closed.next", port);
                    case RESET ->
                        supposed("answer", "answer.reset")
                                .next("answer.reset.next", e.question().protocol());
                    default -> null;
                });
    }

    static Optional<Step> otherProtocol(Evidence e, Verdict verdict) {
        Outcome other = e.otherOutcome();
        if (other == null) {
            return Optional.empty();
        }
        Protocol asked = e.question().protocol();
        String name = asked.other() + " " + e.question().port();
        if (e.otherListens()) {
            Step step = known("other-protocol", "other.answers", name);
            boolean matters =
                    verdict == Verdict.REFUSED || verdict == Verdict.NO_ANSWER || verdict == Verdict.TIMED_OUT;
            return Optional.of(matters ? step.next("other.answers.next", asked.other(), asked) : step);
        }
        String sentence = other == Outcome.REFUSED ? "refused" : other == Outcome.TIMED_OUT ? "silent" : "error";
        return Optional.of(known(
                "other-protocol", "other." + sentence, name, e.signs().other().systemText()));
    }

    /** What listens, if the host is this one. */
    static Optional<Step> ownHost(Evidence e, Verdict verdict) {
        if (!e.isOwnHost() || verdict == Verdict.OK) {
            return Optional.empty();
        }
        Protocol protocol = e.question().protocol();
        int port = e.question().port();
        List<OpenSocket> listeners = e.signs().sockets().stream()
                .filter(s -> s.isListening() && s.protocol().equals(protocol.toString()))
                .toList();
        List<OpenSocket> here =
                listeners.stream().filter(s -> s.local().getPort() == port).toList();
        if (!here.isEmpty()) {
            return Optional.of(whereItListens(e, here));
        }
        List<OpenSocket> elsewhere =
                listeners.stream().filter(s -> isCandidate(s, port)).toList();
        if (elsewhere.isEmpty()) {
            return Optional.of(known("own-machine", "own-machine.nobody", protocol, port)
                    .next("own-machine.nobody.next", server(e), port));
        }
        return Optional.of(known("own-machine", "own-machine.other-port", protocol, port, list(elsewhere))
                .next("own-machine.other-port.next", elsewhere.get(0).local().getPort(), server(e), port));
    }

    private static Step whereItListens(Evidence e, List<OpenSocket> here) {
        InetAddress server = e.server();
        boolean reached =
                here.stream().map(s -> s.local().getAddress()).anyMatch(a -> a.isAnyLocalAddress() || a.equals(server));
        if (!reached) {
            String bound = Addresses.show(here.get(0).local().getAddress());
            return known("own-machine", "own-machine.bound", list(here), Addresses.show(server))
                    .next("own-machine.bound.next", bound);
        }
        // A full queue is one explanation of the silence; nobody has looked at the queue.
        boolean full = e.asked().outcome() == Outcome.TIMED_OUT && e.question().protocol() == Protocol.TCP;
        return full
                ? supposed("own-machine", "own-machine.full", list(here)).next("own-machine.full.next")
                : known("own-machine", "own-machine.listens", list(here)).next("own-machine.listens.next");
    }

    /** A program of the course, or one at a port that looks like a typing error. */
    private static boolean isCandidate(OpenSocket socket, int port) {
        int other = socket.local().getPort();
        boolean chosen = other < FIRST_EPHEMERAL;
        return socket.process().toLowerCase(Locale.ROOT).startsWith("java") && chosen || Math.abs(other - port) <= 10;
    }

    static Optional<Step> ping(Evidence e, Verdict verdict) {
        Ping ping = e.signs().ping();
        if (ping == null) {
            return Optional.empty();
        }
        String sentence = !ping.answered() ? "ping.silent" : ping.looksLikeWindows() ? "ping.windows" : "ping.answers";
        return Optional.of(known("ping", sentence, ping.hops()));
    }

    /** This host's firewall. */
    static Optional<Step> ownFirewall(Evidence e, Verdict verdict) {
        OwnFirewall firewall = e.signs().firewall();
        boolean silence = e.asked().outcome() == Outcome.TIMED_OUT && verdict != Verdict.UNREACHABLE;
        if (verdict == Verdict.BLOCKED_LOCALLY) {
            return Optional.of(blocked(e));
        } else if (firewall.state() == OwnFirewall.State.POSSIBLE && (silence || verdict == Verdict.REFUSED)) {
            return Optional.of(supposed("own-firewall", "own-firewall.possible", firewall.rules())
                    .next("own-firewall.possible.next"));
        } else if (!silence) {
            return Optional.empty();
        }
        return Optional.of(
                firewall.state() == OwnFirewall.State.NONE
                        ? known("own-firewall", "own-firewall.none")
                        : supposed("own-firewall", "own-firewall.unreadable").next("own-firewall.unreadable.next"));
    }

    private static Step blocked(Evidence e) {
        OwnFirewall firewall = e.signs().firewall();
        if (firewall.drops()) {
            return known("own-firewall", "own-firewall.drops", firewall.rules())
                    .next("own-firewall.drops.next", firewall.rules().split(", ")[0]);
        } else if (e.isRefusedBySystem()) {
            return known("own-firewall", "own-firewall.forbids", e.asked().systemText())
                    .next("own-firewall.forbids.next");
        }
        return supposed(
                        "own-firewall",
                        "own-firewall.forbids-other",
                        e.question().protocol().other(),
                        e.signs().other().systemText())
                .next("own-firewall.forbids.next");
    }

    /** A firewall at the other end, or on the way. */
    static Optional<Step> firewall(Evidence e, Verdict verdict) {
        boolean silent = e.asked().outcome() == Outcome.TIMED_OUT && !e.isOwnHost();
        Protocol protocol = e.question().protocol();
        Ping ping = e.signs().ping();
        String command = ping != null && ping.looksLikeWindows() ? "firewall.windows.next" : "firewall.next";
        Object[] values = {protocol.name(), e.question().port(), protocol};
        if (verdict == Verdict.PROHIBITED && e.isSent()) {
            return Optional.of(Step.of("firewall", isProhibitedForSure(e), "firewall.prohibits")
                    .next(command, values));
        } else if (verdict == Verdict.TIMED_OUT && silent) {
            String sentence = e.isAlive() ? "firewall.drops" : "firewall.perhaps";
            return Optional.of(supposed("firewall", sentence, e.endpoint()).next(command, values));
        } else if (verdict == Verdict.NO_ANSWER && silent && !e.otherListens()) {
            String sentence = e.isAlive() ? "firewall.udp" : "firewall.perhaps";
            return Optional.of(supposed("firewall", sentence, e.endpoint()).next(command, values));
        }
        return Optional.empty();
    }

    /** TCP gets the same error from a router that finds no host; UDP and IPv6 get one of their own. */
    private static boolean isProhibitedForSure(Evidence e) {
        Outcome udp = e.question().protocol() == Protocol.UDP ? e.asked().outcome() : e.otherOutcome();
        return udp == Outcome.NO_ROUTE || udp == Outcome.FORBIDDEN || e.asked().outcome() == Outcome.FORBIDDEN;
    }

    private static String server(Evidence e) {
        return e.question().protocol() + "-server";
    }

    private static String list(List<OpenSocket> sockets) {
        return sockets.stream()
                .limit(MAX_SOCKETS)
                .map(s -> s.localText() + (s.process().isEmpty() ? "" : " (" + s.process() + ", " + s.pid() + ")"))
                .collect(Collectors.joining(", "));
    }
}
