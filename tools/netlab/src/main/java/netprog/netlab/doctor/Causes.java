package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.Certainty.KNOWN;
import static netprog.netlab.doctor.Step.Certainty.LIKELY;
import static netprog.netlab.doctor.Step.Certainty.POSSIBLE;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netprog.netlab.common.IcmpError;
import netprog.netlab.common.IcmpError.Kind;
import netprog.netlab.doctor.Step.Certainty;
import netprog.netlab.host.Adapter;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.LocalInterface;
import netprog.netlab.host.VirtualNetwork;
import netprog.util.Addresses;

/**
 * The causes that fit what was seen, the most likely first. {@code known} is only what was observed; {@code likely} is one
 * that explains all of it; {@code possible} ones are a list that says that it is open.
 */
final class Causes {
    private static final int SLOW_MILLIS = 500;

    private final Evidence e;
    private final Verdict verdict;
    private final String server;
    private final int port;
    private final List<Step> causes = new ArrayList<>();

    Causes(Evidence e, Verdict verdict) {
        this.e = e;
        this.verdict = verdict;
        this.server = e.serverText();
        this.port = e.question.port();
    }

    /** Whether the host's network card answers, and the host itself does not. */
    static boolean hearsButIsSilent(Evidence e) {
        return e.isNear() && e.isNextHopThere() && !e.isAlive();
    }

    static boolean isOff(LocalInterface each) {
        return each.state() == LocalInterface.State.DOWN;
    }

    List<Step> all() {
        boolean silent = e.asked.outcome() == Outcome.TIMED_OUT;
        if (e.isSent() && !e.isOwnHost()) {
            quality();
        }
        switch (verdict) {
            case REFUSED -> refused();
            case TIMED_OUT -> silence();
            case NO_ANSWER -> {
                if (silent) {
                    silence();
                } else if (e.asked.outcome() == Outcome.SILENT) {
                    add(POSSIBLE, "answer", "answer.silent").next("answer.silent.next");
                }
            }
            case WRONG_SERVICE -> wrongService();
            case UNREACHABLE -> unreachable();
            case PROHIBITED -> prohibited();
            case BLOCKED_LOCALLY -> blocked();
            default -> {}
        }
        if (e.firewall.state() == OwnFirewall.State.POSSIBLE
                && (silent && verdict != Verdict.UNREACHABLE || verdict == Verdict.REFUSED)) {
            add(POSSIBLE, "own-firewall", "own-firewall.possible", e.firewall.rules())
                    .next("own-firewall.possible.next");
        } else if (silent && (verdict == Verdict.TIMED_OUT || verdict == Verdict.NO_ANSWER)) {
            boolean none = e.firewall.state() == OwnFirewall.State.NONE;
            Added step = add(
                    none ? KNOWN : POSSIBLE, "own-firewall", none ? "own-firewall.none" : "own-firewall.unreadable");
            if (!none) {
                step.next("own-firewall.unreadable.next");
            }
        }
        if (verdict != Verdict.OK && verdict != Verdict.WRONG_SERVICE && !e.isOwnHost()) {
            virtualMachine();
        }
        return causes;
    }

    /** The step that was added last. */
    private final class Added {
        void next(String key, Object... values) {
            causes.add(causes.remove(causes.size() - 1).next(key, values));
        }
    }

    private Added add(Certainty certainty, String check, String key, Object... values) {
        causes.add(Step.cause(certainty, check, seen(), key, values));
        return new Added();
    }

    /** All that speaks for a cause, in one line. */
    private String seen() {
        List<String> all = new ArrayList<>();
        if (!e.isSent()) {
            all.add(e.way.systemText());
        } else {
            all.add(seen(e.question.protocol() + " " + port, e.asked));
            if (e.other != null) {
                all.add(seen(e.question.protocol().other() + " " + port, e.other));
            }
            if (e.control != null) {
                all.add(seen(Step.text("seen.another-port"), e.control));
            }
            e.error(kind -> true).ifPresent(error -> all.add("ICMP " + error.sender() + ": " + Diagnosis.what(error)));
            if (e.ping != null) {
                all.add(Step.text("seen.ping", e.ping.answered(), e.ping.sent(), e.ping.millis()));
            }
            if (!e.isOwnHost()) {
                String next = Addresses.show(e.nextHop());
                String how = e.isNextHopSilent() ? "silent" : e.isNextHopThere() ? "answers" : "unknown";
                all.add("ARP/NDP " + next + ": " + Step.text("seen.next-hop." + how));
            }
        }
        return String.join("; ", all);
    }

    private static String seen(String what, Answer answer) {
        String how = answer.outcome() == Outcome.TIMED_OUT
                ? Step.text("seen.silence", answer.millis())
                : answer.outcome() == Outcome.REFUSED
                        ? Step.text("seen.refused")
                        : answer.outcome().showsLife() ? Step.text("seen.answers") : answer.systemText();
        return what + ": " + how;
    }

    /** Loss and delay, as they were measured. */
    private void quality() {
        if (e.ping == null) {
            return; // and ARP tells nothing: a router that answers in the place of another machine takes its time
        }
        double round = e.ping.millis();
        if (e.ping.isLossy()) {
            add(KNOWN, "loss", "loss", 100 - 100 * e.ping.answered() / e.ping.sent())
                    .next(
                            "loss.next",
                            server,
                            Math.max(10, 2 * e.question.limit().toSeconds()));
        }
        if (round > SLOW_MILLIS) {
            add(KNOWN, "delay", "delay", Math.round(round))
                    .next("delay.next", Math.max(e.question.limit().toSeconds() + 1, Math.round(4 * round / 1000) + 2));
        }
    }

    private void refused() {
        if (e.isOwnHost()) {
            return;
        }
        Optional<IcmpError> error = e.error(kind -> kind == Kind.PORT_UNREACHABLE);
        if (!e.isUdp() && error.isPresent()) {
            add(LIKELY, "firewall", "firewall.rejects", error.get().sender()).next("firewall.next", values());
        } else if (error.isPresent() && !error.get().sender().equals(server)) {
            add(LIKELY, "firewall", "firewall.rejects-there", error.get().sender())
                    .next("firewall.next", values());
        }
        if (e.arp.answers().size() > 1) {
            add(POSSIBLE, "duplicate", "duplicate.cause", server).next("duplicate.next", server);
        }
        add(POSSIBLE, "server", "server.not-listening").next("server.next", e.question.protocol() + "-server", port);
        if (error.isEmpty() || e.isUdp()) {
            add(POSSIBLE, "firewall", "firewall.perhaps-rejects").next("firewall.next", values());
        }
        if (isGuestBehindNat() && e.isNear()) {
            add(POSSIBLE, "virtual-machine", "vm.own-host", server).next("vm.own-host.next", port);
        } else {
            add(POSSIBLE, "forwarding", "vm.forward", server).next("vm.forward.next", server, port, values()[0]);
        }
    }

    private Object[] values() {
        return new Object[] {e.question.protocol().name(), port, e.question.protocol(), server};
    }

    private void silence() {
        if (e.isOwnHost()) {
            boolean full = e.sockets.stream().anyMatch(s -> s.local().getPort() == port && s.isFull());
            if (!full) {
                add(POSSIBLE, "queue", "queue.own").next("own-machine.full.next");
                add(POSSIBLE, "own-firewall", "own-firewall.loopback").next("own-firewall.possible.next");
            }
            return;
        }
        boolean windows = e.ping != null && e.ping.looksLikeWindows();
        String command = windows ? "firewall.windows.next" : "firewall.next";
        if (!e.double_.answers().isEmpty()) {
            add(LIKELY, "duplicate", "duplicate.mine-cause").next("duplicate.mine.next", own());
        } else if (e.arp.answers().size() > 1) {
            add(POSSIBLE, "duplicate", "duplicate.cause", server).next("duplicate.next", server);
        }
        if (e.isTunnel() && !e.isAlive()) {
            add(POSSIBLE, "vpn", "vpn", e.leavesThrough()).next("vpn.next", server, e.leavesThrough());
        }
        if (e.isUdp() && e.isAlive()) {
            String how = e.otherListens() ? "udp.other" : "udp.silent-server";
            add(POSSIBLE, "server", how, e.endpoint())
                    .next("udp.next", e.question.protocol().other(), port);
            add(POSSIBLE, "firewall", "firewall.udp", e.endpoint()).next(command, values());
        } else if (e.isAlive()) {
            boolean others = e.control != null && e.control.outcome().showsLife();
            boolean onlyPort = others || e.otherOutcome() == Outcome.REFUSED && !windows;
            add(
                            others || windows || !onlyPort ? (onlyPort ? POSSIBLE : LIKELY) : POSSIBLE,
                            "firewall",
                            windows ? "firewall.windows" : onlyPort ? "firewall.port" : "firewall.all",
                            e.endpoint())
                    .next(command, values());
            if (onlyPort) {
                add(POSSIBLE, "queue", "queue", e.endpoint()).next("queue.next", port);
                add(POSSIBLE, "forwarding", "forwarding.silent", server).next("forwarding.silent.next", server, port);
            }
        } else if (hearsButIsSilent(e)) {
            add(POSSIBLE, "firewall", "firewall.everything", server).next(command, values());
            add(POSSIBLE, "way-back", "way-back.mask", own(), server).next("way-back.mask.next", own(), server);
            add(POSSIBLE, "way-back", "way-back.filter", own(), server).next("way-back.filter.next", own());
            add(POSSIBLE, "way-back", "way-back.isolation", server).next("way-back.isolation.next");
            add(POSSIBLE, "way-back", "way-back.arp", own(), server).next("way-back.arp.next", own(), mac(), server);
        } else {
            far(command);
        }
    }

    /** Nothing at all comes back from a host behind a router. */
    private void far(String command) {
        boolean hop = e.hops.stream().limit(Math.max(0, e.hops.size() - 1)).anyMatch(h -> h != null);
        String gateway = Addresses.show(e.nextHop());
        if (!e.isNear() && !hop && !e.hops.isEmpty() && !e.isTunnel()) {
            add(POSSIBLE, "gateway", "gateway.passes-nothing", gateway)
                    .next("gateway.passes-nothing.next", gateway, server);
        }
        add(POSSIBLE, "off", e.isNear() ? "off.near" : "off", server).next("off.next", server);
        add(POSSIBLE, "firewall", "firewall.perhaps", e.endpoint()).next(command, values());
        if (!e.isNear()) {
            add(POSSIBLE, "way-back", "way-back.gateway", server, own()).next("way-back.gateway.next", own(), server);
            add(POSSIBLE, "forwarding", "forwarding.back", server).next("forwarding.silent.next", server, port);
        }
    }

    private String own() {
        return e.leavesWith().map(a -> Addresses.show(a.address())).orElse("?");
    }

    private String mac() {
        return e.leavesWith().map(a -> a.owner().mac()).orElse("?");
    }

    private void wrongService() {
        if (e.asked.outcome() == Outcome.CLOSED || e.asked.outcome() == Outcome.RESET) {
            add(POSSIBLE, "answer", "answer." + e.asked.outcome()).next("answer." + e.asked.outcome() + ".next", port);
            add(POSSIBLE, "forwarding", "forwarding.program", server)
                    .next("forwarding.program.next", e.question.protocol(), port);
        }
    }

    private void unreachable() {
        Optional<IcmpError> error = e.error(k -> k == Kind.HOST_UNREACHABLE || k == Kind.NET_UNREACHABLE);
        if (!e.isSent()) {
            return;
        } else if (e.isNextHopSilent()) {
            if (e.isNear()) {
                add(POSSIBLE, "off", "off.near", server).next("off.next", server);
            }
            return;
        }
        boolean itself = error.filter(x -> x.sender().equals(server)).isPresent();
        boolean mine = error.filter(x -> x.sender().equals(own())).isPresent();
        if (itself) {
            add(LIKELY, "forwarding", "forwarding.dead", server).next("forwarding.dead.next", server, port);
        } else if (error.isEmpty() && e.isNear() && e.isAlive()) { // it took as long as a search for a neighbour
            add(LIKELY, "forwarding", "forwarding.dead", server).next("forwarding.dead.next", server, port);
        } else if (mine || error.isEmpty() && e.isNear()) {
            add(POSSIBLE, "off", "off.near", server).next("off.next", server);
        } else {
            add(POSSIBLE, "address", "unreachable.address", server).next("unreachable.next", server);
            add(POSSIBLE, "firewall", "unreachable.firewall", server).next("unreachable.next", server);
        }
    }

    private void prohibited() {
        Optional<IcmpError> error = e.error(kind -> kind == Kind.PROHIBITED);
        if (error.isPresent()) {
            String sender = error.get().sender();
            add(LIKELY, "firewall", sender.equals(server) ? "firewall.prohibits" : "firewall.prohibits-there", sender)
                    .next("firewall.next", values());
        } else if (e.isSent()) {
            add(POSSIBLE, "firewall", "firewall.perhaps-prohibits").next("firewall.next", values());
            add(POSSIBLE, "forwarding", "forwarding.dead-perhaps", server).next("forwarding.dead.next", server, port);
        }
    }

    private void blocked() {
        if (e.asked.outcome() == Outcome.NO_LOCAL_PORT || e.way.outcome() == Outcome.NO_LOCAL_PORT) {
            add(KNOWN, "own-ports", "own-ports", e.asked.systemText()).next("own-ports.next");
        } else if (e.firewall.drops()) {
            String chain = e.firewall.rules().split(", ")[0].replaceFirst(" \\(.*", "");
            add(KNOWN, "own-firewall", "own-firewall.drops", e.firewall.rules()).next("own-firewall.drops.next", chain);
        } else if (e.isRefusedBySystem()) {
            add(KNOWN, "own-firewall", "own-firewall.forbids", e.asked.systemText())
                    .next("own-firewall.forbids.next");
        } else {
            add(
                            POSSIBLE,
                            "own-firewall",
                            "own-firewall.forbids-other",
                            e.question.protocol().other(),
                            e.other.systemText())
                    .next("own-firewall.forbids.next");
        }
    }

    /** Only where addresses, adapters or routes show that there is a virtual machine, and then with "if". */
    private void virtualMachine() {
        Optional<LocalAddress> hostSide =
                e.ownNetwork().filter(a -> a.owner().adapter().isHostSide());
        Optional<LocalAddress> guest =
                e.own.stream().filter(a -> a.owner().adapter().isGuest()).findFirst();
        if (hostSide.isPresent()) {
            add(
                            POSSIBLE,
                            "virtual-machine",
                            "vm.own-guest",
                            server,
                            hostSide.get().owner().name())
                    .next(e.isNextHopSilent() ? "vm.own-guest.off.next" : "vm.own-guest.next", port);
        } else if (guest.isPresent() && verdict == Verdict.NO_LOCAL_ROUTE && !hasDefaultRoute()) {
            ofGuest("vm.host-only", guest.get());
        } else if (guest.isPresent() && e.isNextHopSilent() && !isGuestBehindNat()) {
            ofGuest("vm.bridged", guest.get());
        } else if (!e.isNear() && !e.isAlive() && looksLikeGuest(e.server())) {
            add(POSSIBLE, "virtual-machine", "vm.their-guest", server)
                    .next(
                            "vm.their-guest.next",
                            server,
                            port,
                            e.question.protocol().name());
        }
    }

    private void ofGuest(String key, LocalAddress guest) {
        Adapter adapter = guest.owner().adapter();
        String text = Addresses.show(guest.address()) + ", " + guest.owner().mac() + ", " + adapter.product();
        add(POSSIBLE, "virtual-machine", key, text)
                .next(adapter == Adapter.VMWARE_GUEST ? key + ".next" : "vm.settings.next", adapter.product());
    }

    private boolean hasDefaultRoute() {
        return e.routes.stream().anyMatch(r -> r.isDefault() && r.gateway() != null && r.isIpv4() == e.isIpv4());
    }

    private boolean isGuestBehindNat() {
        return e.own.stream()
                .flatMap(a -> VirtualNetwork.of(a.owner(), e.own, e.routes).stream())
                .anyMatch(network -> network.mode() == VirtualNetwork.Mode.NAT);
    }

    /** Whether it is in a range that VMware's DHCP server, VirtualBox, libvirt or Docker uses if no other was chosen. */
    private static boolean looksLikeGuest(InetAddress address) {
        String text = Addresses.show(address);
        boolean vmware = text.startsWith("192.168.") && (address.getAddress()[3] & 0x80) != 0;
        boolean others = text.startsWith("10.0.2.")
                || text.startsWith("192.168.56.")
                || text.startsWith("192.168.122.")
                || text.startsWith("172.17.");
        return LocalAddress.scope(address) == Scope.SITE_LOCAL && (vmware || others);
    }
}
