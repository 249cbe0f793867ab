package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.Certainty.KNOWN;
import static netprog.netlab.doctor.Step.Certainty.LIKELY;
import static netprog.netlab.doctor.Step.Certainty.POSSIBLE;
import static netprog.netlab.doctor.Step.cause;
import static netprog.netlab.doctor.Step.known;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.OpenSocket;
import netprog.netlab.host.Route;
import netprog.netlab.host.Routes;
import netprog.netlab.host.Sockets;
import netprog.util.Addresses;

/** What a client cannot see, on the server's machine: who listens where, its firewall, the way back, forwarded ports. */
final class ServerCheck {
    private final int port;
    private final List<Step> steps = new ArrayList<>();

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
        OwnFirewall firewall = OwnFirewall.ofIncoming();
        switch (firewall.state()) {
            case NONE -> steps.add(known("own-firewall", "self.firewall.none", port));
            case UNREADABLE ->
                steps.add(cause(POSSIBLE, "own-firewall", "", "own-firewall.unreadable")
                        .next("own-firewall.unreadable.next"));
            default ->
                steps.add(cause(
                                POSSIBLE,
                                "own-firewall",
                                firewall.rules(),
                                "self.firewall.possible",
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
        List<Step> steps = new ArrayList<>();
        boolean open = false;
        boolean listens = false;
        for (JsonNode each : report.path("steps")) {
            String result = each.path("result").asText();
            boolean known = each.path("certainty").asText().equals("known");
            String check = each.path("check").asText();
            boolean trouble = !each.path("next").asText().isEmpty();
            open |= check.equals("own-firewall") && known;
            listens |= check.equals("listening") && !trouble && result.contains(e.question.protocol() + " ");
            if (trouble && verdict != Verdict.OK) {
                steps.add(new Step(
                        "both",
                        known ? KNOWN : LIKELY,
                        result,
                        Step.text("both.there", result),
                        each.path("next").asText()));
            }
        }
        boolean silent = verdict == Verdict.TIMED_OUT || verdict == Verdict.NO_ANSWER;
        if (verdict == Verdict.OK) {
            steps.add(known("both", "both.ok"));
        } else if (steps.isEmpty() && silent && listens && open) {
            boolean here = e.firewall.state() != OwnFirewall.State.NONE;
            steps.add(cause(LIKELY, "both", Step.text("both.seen"), here ? "both.here" : "both.between")
                    .next(here ? "own-firewall.possible.next" : "way-back.isolation.next"));
        } else if (steps.isEmpty()) {
            steps.add(known("both", "both.nothing"));
        }
        return steps;
    }

    /** Whether it is a report of a server's machine. */
    static boolean isReport(JsonNode report) {
        return StreamSupport.stream(report.path("steps").spliterator(), false)
                .anyMatch(step -> step.path("check").asText().equals("listening"));
    }
}
