package netprog.netlab.doctor;

import static netprog.netlab.doctor.Step.supposed;

import java.util.Optional;
import netprog.netlab.host.Route;
import netprog.util.Addresses;
import netprog.util.LocalAddress;
import netprog.util.LocalAddress.Scope;

/**
 * Guesses from the addresses at both ends whether a virtual machine's network mode is in the way, and says which change
 * mends it. VMware's NAT gives its guests a router that is number 2 of their network; host-only gives them none.
 */
final class VirtualMachineCheck {
    private VirtualMachineCheck() {}

    static Optional<Step> mode(Evidence e, Verdict verdict) {
        if (verdict == Verdict.OK || verdict == Verdict.WRONG_SERVICE || e.isOwnMachine()) {
            return Optional.empty();
        }
        boolean silent = e.asked().outcome() == Outcome.TIMED_OUT;
        boolean nobody = e.neighbour().state() == Neighbour.State.SILENT;
        Optional<LocalAddress> hostSide = e.ownNetwork().filter(LocalAddress::hostSide);
        Optional<LocalAddress> guest =
                e.own().stream().filter(VirtualMachineCheck::isGuest).findFirst();
        String server = Addresses.show(e.server());
        int port = e.question().port();
        if (hostSide.isPresent()) {
            return Optional.of(supposed(
                            "virtual-machine",
                            "vm.own-guest",
                            server,
                            hostSide.get().interfaceName())
                    .next(nobody ? "vm.own-guest.off.next" : "vm.own-guest.next", port));
        } else if (guest.isPresent()
                && verdict == Verdict.NO_LOCAL_ROUTE
                && e.routes().stream().noneMatch(VirtualMachineCheck::isDefault)) {
            return Optional.of(supposed("virtual-machine", "vm.host-only", show(guest.get()))
                    .next("vm.host-only.next"));
        } else if (guest.isPresent() && nobody && !behindNat(e)) {
            return Optional.of(
                    supposed("virtual-machine", "vm.bridged", show(guest.get())).next("vm.bridged.next"));
        } else if (!e.isNear() && LocalAddress.scope(e.server()) == Scope.SITE_LOCAL && !e.isAlive()) {
            return Optional.of(supposed("virtual-machine", "vm.their-guest", server)
                    .next(
                            "vm.their-guest.next",
                            server,
                            port,
                            e.question().protocol().name()));
        } else if (verdict == Verdict.REFUSED
                || verdict == Verdict.TIMED_OUT
                || verdict == Verdict.NO_ANSWER && silent && !e.otherListens()) {
            return guest.isPresent() && behindNat(e) && e.isNear()
                    ? Optional.of(
                            supposed("virtual-machine", "vm.own-host", server).next("vm.own-host.next", port))
                    : Optional.of(supposed("virtual-machine", "vm.forward", server)
                            .next(
                                    "vm.forward.next",
                                    server,
                                    port,
                                    e.question().protocol().name()));
        }
        return Optional.empty();
    }

    private static boolean isGuest(LocalAddress own) {
        return switch (own.adapter()) {
            case VMWARE_GUEST, VIRTUALBOX_GUEST, HYPER_V, QEMU_GUEST, PARALLELS_GUEST, XEN_GUEST -> true;
            default -> false;
        };
    }

    private static boolean isDefault(Route route) {
        return route.prefixLength() == 0 && route.gateway() != null;
    }

    /** VMware's NAT: a private network whose router is number 2. */
    private static boolean behindNat(Evidence e) {
        return e.routes().stream()
                .filter(VirtualMachineCheck::isDefault)
                .map(Route::gateway)
                .anyMatch(g -> g.getAddress().length == 4 && g.getAddress()[3] == 2 && g.isSiteLocalAddress());
    }

    private static String show(LocalAddress own) {
        return Addresses.show(own.address()) + ", " + own.mac() + ", "
                + own.adapter().product();
    }
}
