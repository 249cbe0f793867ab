package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.Certainty.KNOWN;
import static netprog.netlab.doctor.Step.Certainty.LIKELY;
import static netprog.netlab.doctor.Step.Certainty.POSSIBLE;
import static netprog.netlab.doctor.Step.cause;
import static netprog.netlab.doctor.Step.known;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import netprog.netlab.doctor.Step.Certainty;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;
import netprog.util.Addresses;

/** What a client cannot see, on the server's machine: who listens where, its firewall, the way back, forwarded ports. */
final class ServerCheck {
    private static final Duration HANDSHAKE = Duration.ofMillis(700); // one that goes on takes less
    private static final String HALF_OPEN = "SYN-RECEIVED";

    private final int port;
    private final List<Step> steps = new ArrayList<>();
    private boolean requestsArrive;

    private ServerCheck(int port) {
        this.port = port;
    }

    /**
     * Looks at this host.
     *
     * @param client the host that cannot reach it; null if it was not named
     */
    static List<Step> steps(int port, InetAddress client) throws IOException, InterruptedException {
        ServerCheck check = new ServerCheck(port);
        check.listeners();
        if (client != null) {
            check.halfOpen(client);
        }
        check.addresses();
        check.firewall();
        NftRuleset.ofThisHost().ifPresent(rules -> check.forwards(rules.forwards(port)));
        if (client != null) {
            check.wayBack(client);
        }
        return check.steps;
    }

    private void listeners() throws IOException {
        List<OpenSocket> here = Sockets.all().stream()
                .filter(s -> s.isListening() && s.local().getPort() == port)
                .toList();
        if (here.isEmpty()) {
            steps.add(known("listening", "listening.none", port).next("listening.none.next", port));
        }
        for (OpenSocket each : here) {
            String who = each.protocol() + " " + each.localText() + " (" + each.owner() + ")";
            if (isStopped(each.pid())) {
                steps.add(known("listening", "listening.stopped", who).next("listening.stopped.next", each.pid()));
            } else if (each.isFull()) {
                steps.add(known("listening", "own-machine.full", who, each.waiting(), each.queue())
                        .next("own-machine.full.next"));
            } else if (each.local().getAddress().isLoopbackAddress()) {
                steps.add(known("listening", "listening.loopback", who).next("listening.loopback.next"));
            } else if (each.sixOnly()) {
                steps.add(known("listening", "own-machine.six", who).next("own-machine.six.next", "", port));
            } else {
                steps.add(known("listening", "own-machine.listens", who));
            }
        }
    }

    /** Connections whose first packet came in, and whose last one did not: the client does not get the answer to the first. */
    private void halfOpen(InetAddress client) throws IOException, InterruptedException {
        Set<InetSocketAddress> open = halfOpenFrom(client);
        if (!open.isEmpty()) {
            Thread.sleep(HANDSHAKE.toMillis());
            open.retainAll(halfOpenFrom(client));
        }
        if (!open.isEmpty()) {
            requestsArrive = true;
            String text = Addresses.show(client);
            steps.add(known("arrives", "arrives", text, open.size(), port));
        }
    }

    private Set<InetSocketAddress> halfOpenFrom(InetAddress client) throws IOException {
        return Sockets.all().stream()
                .filter(s -> s.state().equals(HALF_OPEN) && s.local().getPort() == port)
                .map(OpenSocket::remote)
                .filter(remote -> remote.getAddress().equals(client))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether a process was stopped by Ctrl+Z or a debugger, as Linux tells it. */
    private static boolean isStopped(int pid) {
        try {
            return pid > 0
                    && Files.readString(Path.of("/proc/" + pid + "/stat")).matches("(?s).*\\) [Tt] .*");
        } catch (IOException e) {
            return false; // another system, or the process has ended
        }
    }

    private void addresses() throws IOException, InterruptedException {
        for (LocalAddress each : LocalAddress.all()) {
            if (each.scope() == Scope.LOOPBACK || each.scope() == Scope.LINK_LOCAL) {
                continue;
            }
            String text = Addresses.show(each.address());
            WireLook.Arp twice = WireLook.arp(each.owner(), null, each.address(), Deadline.in(Duration.ofMillis(800)));
            if (!each.isUp()) {
                steps.add(known(
                                "own-address",
                                "own-address.down",
                                each,
                                each.owner().name())
                        .next("own-address.down.next", each.owner().name()));
            } else if (!twice.answers().isEmpty()) {
                steps.add(known(
                                "duplicate",
                                "duplicate.mine",
                                text,
                                String.join(", ", twice.answers().keySet()))
                        .next("duplicate.mine.next", text));
            } else {
                steps.add(known(
                        "own-address",
                        "own-address.has",
                        each + " (" + each.owner().name() + ")"));
            }
        }
    }

    private void firewall() {
        OwnFirewall firewall = OwnFirewall.ofServer(requestsArrive);
        switch (firewall.state()) {
            case NONE -> steps.add(known("own-firewall", "server.firewall.none", port));
            case UNREADABLE ->
                steps.add(cause(POSSIBLE, "own-firewall", "", "own-firewall.unreadable")
                        .next("own-firewall.unreadable.next"));
            default ->
                steps.add(cause(
                                POSSIBLE,
                                "own-firewall",
                                firewall.rules(),
                                "server.firewall.possible",
                                port,
                                firewall.rules())
                        .next("self.firewall.possible.next"));
        }
    }

    private void forwards(List<String> targets) {
        for (String target : targets) {
            Step step = known("forwarding", "forwarding.to", port, target);
            try {
                InetAddress address = InetAddress.getByName(target);
                boolean there = Ping.of(address, 2, 800).isAnswered()
                        || !Neighbour.of(address, "").mac().isEmpty();
                String on = Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))
                        .strip();
                steps.add(
                        on.equals("0")
                                ? step.next("forwarding.off.next")
                                : there ? step : step.next("forwarding.dead.next", target, port));
            } catch (IOException e) {
                steps.add(step);
            }
        }
    }

    /** Where answers to a client go. */
    private void wayBack(InetAddress client) {
        String text = Addresses.show(client);
        Optional<Route> route = Routes.chosen(client).or(() -> Routes.toward(Routes.allOrNone(), client));
        if (route.isEmpty()) {
            steps.add(known("way-back", "back.none", text).next("back.none.next", text));
            return;
        }
        InetAddress next = route.get().gateway() == null ? client : route.get().gateway();
        Ping.of(next, 1, 800); // makes the system look for it
        Neighbour neighbour = Neighbour.of(next, route.get().interfaceName());
        String way = Addresses.show(next);
        String through = route.get().interfaceName();
        if (neighbour.state() == Neighbour.State.SILENT) {
            steps.add(known("way-back", "back.silent", text, way, through).next("back.silent.next", way, text));
        } else if (neighbour.fixed()) {
            steps.add(
                    known("way-back", "back.fixed", text, way, neighbour.mac()).next("back.fixed.next", way, through));
        } else {
            steps.add(known("way-back", "back", text, way.equals(text) ? through : way + " (" + through + ")"));
        }
    }

    /**
     * Puts the view of the server's machine beside that of the client: what only both together can decide.
     *
     * @param report what {@code doctor --self PORT --report FILE} wrote there
     */
    static List<Step> together(JsonNode report, Evidence e, Verdict verdict) {
        if (verdict == Verdict.OK) {
            return List.of(known("both", "both.ok"));
        }
        List<Step> steps = new ArrayList<>();
        boolean open = false; // it has no rule that drops
        boolean listens = false;
        boolean arrives = false;
        for (JsonNode each : report.path("steps")) {
            String result = each.path("result").asText();
            String check = each.path("check").asText();
            boolean known = each.path("certainty").asText().equals("known");
            String next = each.path("next").asText();
            open |= check.equals("own-firewall") && known;
            listens |= check.equals("listening") && next.isEmpty() && result.contains(e.question.protocol() + " ");
            arrives |= check.equals("arrives") && !e.isUdp();
            if (!next.isEmpty()) {
                // Rules that were seen on one side only explain it; those of a side that shows none are not known to.
                boolean seen = !each.path("evidence").asText().isEmpty();
                boolean alone = seen && e.firewall.state() != OwnFirewall.State.POSSIBLE;
                steps.add(new Step(
                        "both",
                        known ? KNOWN : alone ? LIKELY : POSSIBLE,
                        result,
                        Step.text("both.there", result),
                        next));
            }
        }
        boolean silent =
                e.asked.outcome() == Outcome.TIMED_OUT && verdict != Verdict.UNREACHABLE && !e.firewall.drops();
        boolean explained = steps.stream().anyMatch(step -> step.certainty() != POSSIBLE);
        if (silent && listens && !explained) {
            String seen = Step.text(arrives ? "both.seen-arrives" : open ? "both.seen" : "both.seen-rules");
            String how = arrives ? ".answers" : open ? "" : ".perhaps";
            boolean here = e.firewall.state() != OwnFirewall.State.NONE;
            boolean unreadable = e.firewall.state() == OwnFirewall.State.UNREADABLE;
            Certainty certainty = open && !unreadable ? LIKELY : POSSIBLE;
            if (here) {
                steps.add(cause(certainty, "both", seen, "both.here" + how).next("own-firewall.possible.next"));
            }
            if ((!here || unreadable) && (open || arrives)) {
                steps.add(cause(certainty, "both", seen, "both.between" + how).next("way-back.isolation.next"));
            }
        }
        return steps.isEmpty() ? List.of(known("both", "both.nothing")) : steps;
    }

    /** Whether it is a report of a server's machine. */
    static boolean isReport(JsonNode report) {
        return StreamSupport.stream(report.path("steps").spliterator(), false)
                .anyMatch(step -> step.path("check").asText().equals("listening"));
    }
}
