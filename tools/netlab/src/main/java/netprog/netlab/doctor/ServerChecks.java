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

/** What is at the other end: the probe, who answers, the other protocol, who listens here, ping, firewalls. */
final class ServerChecks {
    private static final int MOST_SOCKETS = 4;
    /** Where Linux begins to choose ports by itself. */
    private static final int FIRST_EPHEMERAL = 32768;

    private ServerChecks() {}

    static Optional<Step> probe(Evidence e, Verdict verdict) {
        if (e.way().outcome() != Outcome.SILENT) {
            return Optional.empty(); // nothing was sent
        }
        Answer asked = e.asked();
        Protocol protocol = e.question().protocol();
        Step step = known("probe", "probe." + asked.outcome(), endpoint(e), asked.millis(), asked.systemText());
        if (verdict == Verdict.REFUSED && !e.isOwnMachine()) {
            return Optional.of(step.next(
                    "probe.REFUSED.next", program(protocol), e.question().port()));
        } else if (verdict == Verdict.UNREACHABLE && e.neighbour().state() != Neighbour.State.SILENT) {
            return Optional.of(step.next("probe.UNREACHABLE.next", Addresses.show(e.server())));
        }
        return Optional.of(step);
    }

    static Optional<Step> answer(Evidence e, Verdict verdict) {
        Answer asked = e.asked();
        Protocol protocol = e.question().protocol();
        return switch (asked.outcome()) {
            case ANSWERED -> {
                Step step = known("answer", "answer." + asked.serviceKey(), Bytes.show(asked.bytes()));
                yield Optional.of(
                        asked.isOurs()
                                ? step
                                : step.next("answer.other.next", e.question().port()));
            }
            case ANSWERED_FROM_ELSEWHERE -> {
                String from = Addresses.show(asked.from());
                yield Optional.of(known("answer", "answer.elsewhere", from, Addresses.show(e.server()))
                        .next("answer.elsewhere.next", from, Addresses.show(e.server())));
            }
            case SILENT ->
                e.way() == asked
                        ? Optional.empty()
                        : Optional.of(supposed("answer", "answer.silent").next("answer.silent.next"));
            case CLOSED ->
                Optional.of(supposed("answer", "answer.closed")
                        .next("answer.closed.next", e.question().port()));
            case RESET -> Optional.of(supposed("answer", "answer.reset").next("answer.reset.next", protocol));
            default -> Optional.empty();
        };
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
        return Optional.of(
                switch (other) {
                    case REFUSED -> known("other-protocol", "other.refused", name);
                    case TIMED_OUT -> known("other-protocol", "other.silent", name);
                    default ->
                        known("other-protocol", "other.error", name, e.other().systemText());
                });
    }

    /** Who listens, where the host is this machine. */
    static Optional<Step> ownMachine(Evidence e, Verdict verdict) {
        if (!e.isOwnMachine() || verdict == Verdict.OK) {
            return Optional.empty();
        }
        Protocol protocol = e.question().protocol();
        int port = e.question().port();
        List<OpenSocket> listeners = e.sockets().stream()
                .filter(s -> s.listening() && s.protocol().equals(protocol.toString()))
                .toList();
        List<OpenSocket> here =
                listeners.stream().filter(s -> s.local().getPort() == port).toList();
        if (!here.isEmpty()) {
            return Optional.of(whereItListens(e, here));
        }
        String start = program(protocol);
        List<OpenSocket> elsewhere =
                listeners.stream().filter(s -> isCandidate(s, port)).toList();
        if (elsewhere.isEmpty()) {
            return Optional.of(known("own-machine", "own-machine.nobody", protocol, port)
                    .next("own-machine.nobody.next", start, port));
        }
        return Optional.of(known("own-machine", "own-machine.other-port", protocol, port, list(elsewhere))
                .next("own-machine.other-port.next", elsewhere.get(0).local().getPort(), start, port));
    }

    private static Step whereItListens(Evidence e, List<OpenSocket> here) {
        InetAddress server = e.server();
        boolean reached =
                here.stream().map(s -> s.local().getAddress()).anyMatch(a -> a.isAnyLocalAddress() || a.equals(server));
        if (reached) {
            return e.asked().outcome() == Outcome.TIMED_OUT && e.question().protocol() == Protocol.TCP
                    ? known("own-machine", "own-machine.full", list(here)).next("own-machine.full.next")
                    : known("own-machine", "own-machine.listens", list(here)).next("own-machine.listens.next");
        }
        String bound = Addresses.show(here.get(0).local().getAddress());
        return known("own-machine", "own-machine.bound", list(here), Addresses.show(server))
                .next("own-machine.bound.next", bound);
    }

    /** A program of the course, or one at a port that looks like a slip of the finger. */
    private static boolean isCandidate(OpenSocket socket, int port) {
        int other = socket.local().getPort();
        boolean chosen = other < FIRST_EPHEMERAL; // from there on, the system chose it for somebody else
        return socket.process().toLowerCase(Locale.ROOT).startsWith("java") && chosen || Math.abs(other - port) <= 10;
    }

    static Optional<Step> ping(Evidence e, Verdict verdict) {
        if (e.ping() == null) {
            return Optional.empty();
        } else if (!e.ping().answered()) {
            return Optional.of(known("ping", "ping.silent"));
        }
        String sentence = e.ping().looksLikeWindows() ? "ping.windows" : "ping.answers";
        return Optional.of(known("ping", sentence, e.ping().hops()));
    }

    /** This machine's firewall. */
    static Optional<Step> ownFirewall(Evidence e, Verdict verdict) {
        boolean silence = verdict == Verdict.TIMED_OUT
                || verdict == Verdict.NO_ANSWER && e.asked().outcome() == Outcome.TIMED_OUT;
        if (verdict == Verdict.BLOCKED_LOCALLY) {
            return Optional.of(blocked(e));
        } else if (!silence) {
            return Optional.empty();
        }
        return Optional.of(
                switch (e.firewall().decision()) {
                    case PASSES -> known("own-firewall", "own-firewall.passes");
                    case UNSURE ->
                        supposed(
                                        "own-firewall",
                                        "own-firewall.unsure",
                                        e.firewall().chain())
                                .next("own-firewall.drops.next", e.firewall().chain());
                    default ->
                        supposed("own-firewall", "own-firewall.unreadable").next("own-firewall.unreadable.next");
                });
    }

    private static Step blocked(Evidence e) {
        String chain = e.firewall().chain();
        if (!chain.isEmpty()) {
            return known("own-firewall", "own-firewall.drops", chain).next("own-firewall.drops.next", chain);
        }
        Answer told = e.asked().outcome() == Outcome.NOT_PERMITTED || e.other() == null ? e.asked() : e.other();
        return known("own-firewall", "own-firewall.forbids", told.systemText()).next("own-firewall.forbids.next");
    }

    /** A firewall at the other end, or on the way. */
    static Optional<Step> firewall(Evidence e, Verdict verdict) {
        boolean silent = e.asked().outcome() == Outcome.TIMED_OUT && !e.isOwnMachine();
        Protocol protocol = e.question().protocol();
        String command = e.ping() != null && e.ping().looksLikeWindows() ? "firewall.windows.next" : "firewall.next";
        Object[] values = {protocol.name(), e.question().port(), protocol};
        if (verdict == Verdict.PROHIBITED && e.way().outcome() == Outcome.SILENT) {
            return Optional.of(known("firewall", "firewall.prohibits").next(command, values));
        } else if (verdict == Verdict.TIMED_OUT && silent) {
            String sentence = e.isAlive() ? "firewall.drops" : "firewall.perhaps";
            return Optional.of(supposed("firewall", sentence, endpoint(e)).next(command, values));
        } else if (verdict == Verdict.NO_ANSWER && silent && !e.otherListens()) {
            String sentence = e.isAlive() ? "firewall.udp" : "firewall.perhaps";
            return Optional.of(supposed("firewall", sentence, endpoint(e)).next(command, values));
        }
        return Optional.empty();
    }

    private static String endpoint(Evidence e) {
        String server = Addresses.show(e.server());
        int port = e.question().port();
        return e.question().protocol() + " " + (server.indexOf(':') < 0 ? server : "[" + server + "]") + ":" + port;
    }

    private static String program(Protocol protocol) {
        return protocol + "-server";
    }

    private static String list(List<OpenSocket> sockets) {
        return sockets.stream()
                .limit(MOST_SOCKETS)
                .map(s -> s.localText() + (s.process().isEmpty() ? "" : " (" + s.process() + ", " + s.pid() + ")"))
                .collect(Collectors.joining(", "));
    }
}
