package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.supposed;

import java.util.Optional;
import netprog.netlab.host.Adapter;
import netprog.netlab.host.LocalAddress;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.netlab.host.VirtualNetwork;
import netprog.util.Addresses;

/**
 * Guesses from the addresses at both ends whether the network mode of a virtual machine is in the way, and says which change
 * fixes it.
 */
final class VirtualMachineCheck {
    private VirtualMachineCheck() {}

    static Optional<Step> mode(Evidence e, Verdict verdict) {
        if (verdict == Verdict.OK || verdict == Verdict.WRONG_SERVICE || e.isOwnHost()) {
            return Optional.empty();
        }
        Optional<LocalAddress> hostSide =
                e.ownNetwork().filter(a -> a.owner().adapter().isHostSide());
        Optional<LocalAddress> guest =
                e.own().stream().filter(a -> a.owner().adapter().isGuest()).findFirst();
        String server = Addresses.show(e.server());
        int port = e.question().port();
        String protocol = e.question().protocol().name();
        if (hostSide.isPresent()) {
            Step step = supposed(
                    "virtual-machine",
                    "vm.own-guest",
                    server,
                    hostSide.get().owner().name());
            return Optional.of(step.next(e.isNextHopSilent() ? "vm.own-guest.off.next" : "vm.own-guest.next", port));
        } else if (guest.isPresent()) {
            Optional<Step> step = ofGuest(e, verdict, guest.get().owner().adapter(), show(guest.get()));
            if (step.isPresent()) {
                return step;
            }
        }
        if (!e.isNear() && LocalAddress.scope(e.server()) == Scope.SITE_LOCAL && !e.isAlive()) {
            return Optional.of(supposed("virtual-machine", "vm.their-guest", server)
                    .next("vm.their-guest.next", server, port, protocol));
        } else if (verdict == Verdict.REFUSED || isSilence(e, verdict)) {
            return guest.isPresent() && isBehindNat(e) && e.isNear()
                    ? Optional.of(
                            supposed("virtual-machine", "vm.own-host", server).next("vm.own-host.next", port))
                    : Optional.of(supposed("virtual-machine", "vm.forward", server)
                            .next("vm.forward.next", server, port, protocol));
        }
        return Optional.empty();
    }

    private static Optional<Step> ofGuest(Evidence e, Verdict verdict, Adapter adapter, String guest) {
        boolean vmware = adapter == Adapter.VMWARE_GUEST;
        if (verdict == Verdict.NO_LOCAL_ROUTE
                && e.routes().stream().noneMatch(r -> r.isDefault() && r.gateway() != null)) {
            return Optional.of(supposed("virtual-machine", "vm.host-only", guest)
                    .next(vmware ? "vm.host-only.next" : "vm.settings.next", adapter.product()));
        } else if (e.isNextHopSilent() && !isBehindNat(e)) {
            return Optional.of(supposed("virtual-machine", "vm.bridged", guest)
                    .next(vmware ? "vm.bridged.next" : "vm.settings.next", adapter.product()));
        }
        return Optional.empty();
    }

    private static boolean isSilence(Evidence e, Verdict verdict) {
        return verdict == Verdict.TIMED_OUT
                || verdict == Verdict.NO_ANSWER && e.asked().outcome() == Outcome.TIMED_OUT && !e.otherListens();
    }

    private static boolean isBehindNat(Evidence e) {
        return e.own().stream()
                .flatMap(a -> VirtualNetwork.of(a.owner(), e.own(), e.routes()).stream())
                .anyMatch(network -> network.mode() == VirtualNetwork.Mode.NAT);
    }

    private static String show(LocalAddress own) {
        return Addresses.show(own.address()) + ", " + own.owner().mac() + ", "
                + own.owner().adapter().product();
    }
}
